package dev.goldencorridor.producer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-06-01T08:30:00Z", "2025-06-01 08:30:00Z", "2025-06-01t08:30:00z", "2025-06-01T16:30:00+08:00",
                "2025-06-01T16:30:00+0800", "2025-06-01T16:30:00+08", "2025-06-01 16:30 +08",
                        "2025-06-01T08:30:00,000Z",
                "2025-06-01 08:30:00.000000+00:00", "2025-06-01T08:30Z", "1748766600000"
            })
    void theVariantsOfRfc3339AreOneInstant(String text) throws UnreadableMovementException {
        assertThat(TimeText.STRICT.parse(text)).isEqualTo(Instant.parse("2025-06-01T08:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-06-01 08:30:00,    has no offset from UTC",
        "2025-06-01T25:30:00Z,   is not an ISO-8601 instant such as 2025-06-01T08:30:00Z",
        "2025-02-30T08:30:00Z,   is not an ISO-8601 instant",
        "2025-06-01,             is not an ISO-8601 instant",
        "54,                     is not an ISO-8601 instant",
    })
    void aFaultSaysWhatIsAccepted(String text, String fault) {
        assertThatThrownBy(() -> TimeText.STRICT.parse(text)).hasMessageContaining(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-06-01 16:30, Asia/Shanghai, 2025-06-01T08:30:00Z",
        "2024-02-29T22:30, Asia/Almaty,   2024-02-29T16:30:00Z",
        "2024-03-01T23:30, Asia/Almaty,   2024-03-01T18:30:00Z",
    })
    void aLocalTimeNeedsAZone(String text, ZoneId zone, Instant instant) throws UnreadableMovementException {
        assertThat(in(zone).parse(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @CsvSource({"2025-03-30 02:30, never", "2025-10-26 02:30, twice"})
    void aLocalTimeAtAChangeOfClocksIsNoInstant(String text, String fault) {
        assertThatThrownBy(() -> in(ZoneId.of("Europe/Berlin")).parse(text)).hasMessageContaining(fault);
    }

    private static TimeText in(ZoneId zone) {
        return new TimeText(Optional.of(zone), List.of());
    }
}
