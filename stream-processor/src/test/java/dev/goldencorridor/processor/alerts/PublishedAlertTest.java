package dev.goldencorridor.processor.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.alerts.rules.AlertRule;
import dev.goldencorridor.processor.alerts.rules.AlertRules;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.alerts.AlertType;
import dev.goldencorridor.schemas.places.PortCatalogue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields of a published alert that the tables of the rules do not have. */
class PublishedAlertTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            type              | at    | reports                                                                               | now   | alert                                                        | threshold
            # occurredAt is the event from which a wait is counted.
            CLEARANCE_OVERDUE | CNHRS | CNHRS arrival 00:00                                                                   | 17:00 | RAISED MAJOR 17h at 12:00, occurred 00:00                    | 16h
            CLEARANCE_HELD    | CNHRS | CNHRS hold 01:00                                                                      | 01:00 | RAISED MINOR 0s at 01:00, occurred 01:00                     | 0s
            CLEARANCE_REFUSED | CNHRS | CNHRS refusal 01:00                                                                   | 01:00 | RAISED MAJOR 0s at 01:00, occurred 01:00                     | 0s
            DWELL_EXCEEDED    | CNHRS | CNHRS arrival 00:00; CNHRS release 02:00                                              | 08:00 | RAISED MINOR 6h at 08:00, occurred 02:00                     | 6h
            # A lateness has plannedAt, and occurredAt once the event has come.
            DEPARTURE_LATE    | CNXAG | CNXAG planned departure 10:00                                                         | 10:30 | RAISED MINOR 30m at 10:30, planned 10:00                     | 30m
            DEPARTURE_LATE    | CNXAG | CNXAG planned departure 10:00; CNXAG departure 10:45                                  | 10:45 | CLEARED DEPARTED 45m at 10:45, planned 10:00, occurred 10:45 | 30m
            ARRIVAL_LATE      | KZALA | KZALA planned arrival 10:00                                                           | 12:00 | RAISED MAJOR 2h at 10:30, planned 10:00                      | 2h
            ARRIVAL_LATE      | KZALA | KZALA arrival 12:00 planned 10:00                                                     | 12:00 | RAISED MAJOR 2h at 12:00, planned 10:00, occurred 12:00      | 2h
            # For a silent train, occurredAt is when it was last heard of.
            TRAIN_SILENT      | KZALA | CNHRS departure 06:00; KZALA planned arrival 08:00                                    | 32:00 | RAISED MINOR 24h at 32:00, planned 08:00, occurred 06:00     | 24h
            TRAIN_SILENT      | KZALA | CNHRS departure 06:00; KZALA arrival 33:00 planned 08:00; KZALA planned arrival 08:00 | 33:00 | CLEARED ARRIVED 25h at 33:00, planned 08:00, occurred 33:00  | 24h
            """)
    void anAlertHasTheTimesFromWhichItFollows(
            AlertType type, String at, String reports, String now, String words, String threshold) {
        AlertRule rule = AlertRules.all(PortCatalogue.builtIn()).stream()
                .filter(one -> one.type() == type)
                .findFirst()
                .orElseThrow();
        DelayAlert alert =
                new AlertScenario(rule, at).elsewhere(reports).playTo(now).published();
        assertThat(AlertWords.text(alert)).isEqualTo(words);
        assertThat(AlertWords.durationText(alert.getThresholdSeconds())).isEqualTo(threshold);
        assertThat(alert.getTrainNumber()).isEqualTo("X8001");
        assertThat(alert.getType()).isEqualTo(type.name());
    }
}
