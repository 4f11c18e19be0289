package dev.goldencorridor.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TextTableTest {
    /** It would take minutes if each cell looked at all others. */
    private static final int LONG = 200_000;

    @Test
    void figuresAreAlignedRight() {
        TextTable table = TextTable.ofFigures("port", "trains", "oldest");
        table.add("CNHRS", "4", "12h00m");
        table.add("Alashankou", "1200", "-");
        assertThat(table.lines())
                .containsExactly(
                        "port        trains  oldest", //
                        "CNHRS            4  12h00m",
                        "Alashankou    1200       -");
        assertThat(table.width()).isEqualTo(26);
    }

    @Test
    @Timeout(30)
    void theTimeForALongTableGrowsWithItsRowsAlone() {
        TextTable table = TextTable.of("key", "trips");
        for (int row = 0; row < LONG; row++) {
            table.add("PORT/CNHRS/DAY:" + row, "1");
        }
        assertThat(table.lines()).hasSize(LONG + 1);
    }

    @Test
    void withoutTitlesThereIsNoFirstLine() {
        TextTable table = TextTable.withoutTitles();
        table.add("read", "12", "");
        table.add("seconds", "0.1", "(120 per second)");
        assertThat(table.lines())
                .containsExactly(
                        "read      12", //
                        "seconds  0.1  (120 per second)");
    }

    @Test
    void columnsAreShortenedAndRemoved() {
        TextTable table = TextTable.of("type", "reason", "parent");
        assertThat(table.isEmpty()).isTrue();
        table.add("LATE", "the declaration is missing", "-");
        table.removeColumnsOf("-");
        table.shorten("reason", 8);
        assertThat(table.lines()).containsExactly("type  reason", "LATE  the dec…");
        assertThat(table.widthOf("reason")).hasValue(8);
        assertThat(table.widthOf("parent")).isEmpty();
        table.remove("reason");
        assertThat(table.lines()).containsExactly("type", "LATE");
    }

    @Test
    void aRowHasACellForEachColumn() {
        TextTable table = TextTable.of("type", "reason");
        assertThatThrownBy(() -> table.add("LATE")).isInstanceOf(IllegalArgumentException.class);
    }
}
