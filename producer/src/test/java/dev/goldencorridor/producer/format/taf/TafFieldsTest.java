package dev.goldencorridor.producer.format.taf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TafFieldsTest {
    private final TafFields fields = new TafFields("DE", Optional.of(ZoneId.of("Europe/Berlin")));

    @ParameterizedTest
    @CsvSource({
        "2020-03-24T09:41:39+1:00, 2020-03-24T08:41:39Z",
        "2020-03-24T09:41:39Z, 2020-03-24T09:41:39Z",
        "2020-03-24T09:41:39-05:30, 2020-03-24T15:11:39Z",
        "2020-03-24T09:41:39+0100, 2020-03-24T08:41:39Z",
        "2020-03-24T09:41:39+01, 2020-03-24T08:41:39Z",
        "2020-03-24T09:41:39.562Z, 2020-03-24T09:41:39.562Z",
        "2020-03-24T09:41:39.5+01:00, 2020-03-24T08:41:39.500Z",
        "2020-03-24T12:00:00.0000000+01:00, 2020-03-24T11:00:00Z",
        "2020-03-24T12:00:00.9999999+01:00, 2020-03-24T11:00:00.999Z",
        "2020-03-24T24:00:00+01:00, 2020-03-24T23:00:00Z",
        "2020-07-24T12:00:00, 2020-07-24T10:00:00Z",
        "2020-10-25T02:30:00, 2020-10-25T00:30:00Z"
    })
    void timesAreReadAsRailwaysWriteThem(String text, String instant) {
        assertThat(fields.instant("x", text)).isEqualTo(Instant.parse(instant));
        assertThat(fields.faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2020-03-24",
                "2020-13-24T09:41:39Z",
                "2020-03-24T24:00:01Z",
                "2020-03-24T09:41:39+19:00",
                "09:41"
            })
    void otherTimesAreFaults(String text) {
        assertThat(fields.instant("x", text)).isNull();
        assertThat(fields.faults()).singleElement().satisfies(fault -> assertThat(fault)
                .startsWith("x: '" + text + "'"));
    }

    @Test
    void aDateMayHaveAZone() {
        assertThat(fields.date("x", "2019-12-14+01:00")).isEqualTo("2019-12-14");
        assertThat(fields.localDate("x", "2019-12-13T23:30:00Z")).isEqualTo("2019-12-14");
    }

    @ParameterizedTest
    @CsvSource({"+0010,10", "-0003,-3", "0010,10", "63,63", "PT0M,0", "PT1H5M,65"})
    void delaysAreMinutes(String text, int minutes) {
        assertThat(fields.delay("x", text)).isEqualTo(Duration.ofMinutes(minutes));
    }

    @Test
    void otherDelaysAreFaults() {
        assertThat(fields.delay("x", "late")).isNull();
        assertThat(fields.delay("x", "P999999999D")).isNull();
        assertThat(fields.faults())
                .containsExactly("x: 'late' is not a number of minutes", "x: 'P999999999D' is not a number of minutes");
    }
}
