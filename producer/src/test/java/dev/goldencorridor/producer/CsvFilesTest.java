package dev.goldencorridor.producer;

import org.junit.jupiter.api.Test;

class CsvFilesTest {
    @Test
    void blankLinesAndLinesWithinQuotesCount() {
        DryRun.of("csv", "blank-lines.csv")
                .hasFaults("blank-lines.csv:11: facility: 'KZD1' is neither")
                .hasGood(2)
                .exits(1);
    }

    @Test
    void aColumnThatIsThereTwiceIsReportedOnce() {
        DryRun.of("csv", "duplicate-column.csv")
                .hasFaults("cannot read duplicate-column.csv: duplicate-column.csv:1: the header names the column"
                        + " facility twice")
                .exits(2);
    }

    @Test
    void semicolonsAndTabsSeparateValuesToo() {
        DryRun.of("csv", "semicolons.csv").hasFaults().hasGood(2).exits(0);
        DryRun.of("csv", "tabs.csv").hasFaults().hasGood(2).exits(0);
    }

    @Test
    void theVariantsOfTimesAndNumbersAreRead() {
        DryRun.of("csv", "numbers-and-times.csv")
                .hasFaults(
                        "numbers-and-times.csv:5: occurredAt: '2025-04-05 07:15:00' has no offset from UTC. Add one,"
                                + " as in 2025-06-01T08:30:00Z or 2025-06-01 16:30+08:00, or name the zone of the file"
                                + " with --zone Asia/Shanghai",
                        "numbers-and-times.csv:6: occurredAt: '05.04.2025 07:15' is not an ISO-8601 instant such as"
                                + " 2025-06-01T08:30:00Z or 2025-06-01 16:30+08:00, nor milliseconds since 1970;"
                                + " detail.consist.wagons: must be a whole number, such as 54 or 54.0, not \"41.5\"")
                .hasGood(3)
                .exits(1);
        DryRun.of("csv", "numbers-and-times.csv", "--zone", "Asia/Almaty").hasGood(4);
        DryRun.of("csv", "numbers-and-times.csv", "--zone", "Asia/Nowhere").exits(2);
    }

    @Test
    void anHsCodeWithoutItsLeadingZeroIsRefused() {
        DryRun.of("csv", "hs-leading-zero.csv")
                .hasFaults("hs-leading-zero.csv:2: detail.consist.commodities[0].hs: '401' is not a Harmonized System"
                        + " code of 2, 4, 6, 8 or 10 digits; did it lose its leading zero? Write 0401; detail.consist"
                        + ".commodities[1].hs: '90111' is not")
                .hasGood(1)
                .exits(1);
    }
}
