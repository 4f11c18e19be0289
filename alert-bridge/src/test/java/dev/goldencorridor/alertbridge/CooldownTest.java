package dev.goldencorridor.alertbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CooldownTest {
    private long nanos = Long.MIN_VALUE + 1;
    private final Cooldown rest = new Cooldown(() -> nanos);

    @Test
    void itIsOverAtFirstAndAgainWhenItsTimeHasPassed() {
        assertThat(rest.isOver()).isTrue();
        rest.begin(Duration.ofNanos(10));
        nanos += 9;
        assertThat(rest.isOver()).isFalse();
        nanos += 1;
        assertThat(rest.isOver()).isTrue();
    }

    @Test
    void extendingItNeverShortensIt() {
        rest.begin(Duration.ofNanos(10));
        rest.extend(Duration.ofNanos(5));
        nanos += 6;
        assertThat(rest.isOver()).isFalse();
        rest.extend(Duration.ofNanos(5));
        nanos += 4;
        assertThat(rest.isOver()).isFalse();
        nanos += 1;
        assertThat(rest.isOver()).isTrue();
    }
}
