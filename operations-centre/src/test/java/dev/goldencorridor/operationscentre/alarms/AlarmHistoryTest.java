package dev.goldencorridor.operationscentre.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlarmHistoryTest {
    private static final Instant T0 = Instant.parse("2026-11-28T00:00:00Z");

    private final AlarmHistory history = new AlarmHistory(10);

    @Test
    void eachRaisingOfAKeyIsAnAlarmOfItsOwn() {
        history.put(value(1, 0, -1, "MINOR"));
        history.put(value(2, 0, -1, "MAJOR"));
        history.put(value(3, 0, 60, "MAJOR"));
        history.put(value(4, 120, -1, "MINOR"));

        assertThat(history.alarms()).hasSize(2);
        assertThat(history.alarms().get(0).severity()).isEqualTo("MAJOR");
        assertThat(history.alarms().get(0).clearedAt()).contains(T0.plusSeconds(60));
        assertThat(history.alarms().get(1).clearedAt()).isEmpty();
        assertThat(history.completeSince()).contains(T0);
    }

    @Test
    void aMissingRevisionLimitsTheCompleteTime() {
        history.put(value(5, 100, -1, "MINOR"));

        assertThat(history.completeSince()).contains(T0.plusSeconds(500));
    }

    @Test
    void aDeletedAlertEnds() {
        history.put(value(1, 0, -1, "MINOR"));
        history.deleted("khorgos", "k", T0.plusSeconds(30));

        assertThat(history.alarms().get(0).clearedAt()).contains(T0.plusSeconds(30));
    }

    @Test
    void theOldestAlarmsAreForgottenAndThatIsStated() {
        for (int i = 1; i <= 12; i++) {
            history.put(value(i, i, -1, "MINOR"));
        }

        assertThat(history.alarms()).hasSizeLessThanOrEqualTo(10);
        assertThat(history.completeSince().orElseThrow()).isAfter(T0.plusSeconds(1));
    }

    /** A value of one key; the revision is written revision × 100 s after the start. */
    private static AlarmRecord value(long revision, int raised, int cleared, String severity) {
        return new AlarmRecord(
                new Alarm(
                        "k",
                        "CNHRS|ARRIVAL_LATE",
                        "khorgos",
                        severity,
                        T0.plusSeconds(raised),
                        cleared < 0 ? Optional.empty() : Optional.of(T0.plusSeconds(cleared))),
                T0.plusSeconds(100 * revision),
                revision);
    }
}
