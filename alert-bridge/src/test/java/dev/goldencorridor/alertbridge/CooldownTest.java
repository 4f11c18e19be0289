package dev.goldencorridor.alertbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CooldownTest {
    private long nanos = Long.MIN_VALUE + 1;
    private final Cooldown cooldown = new Cooldown(() -> nanos);

    @Test
    void aCooldownIsOverAtFirstAndAfterItsTimeHasPassed() {
        assertThat(cooldown.isOver()).isTrue();
        cooldown.begin(Duration.ofNanos(10));
        nanos += 9;
        assertThat(cooldown.isOver()).isFalse();
        nanos += 1;
        assertThat(cooldown.isOver()).isTrue();
    }

    @Test
    void extendingACooldownNeverShortensIt() {
        cooldown.begin(Duration.ofNanos(10));
        cooldown.extend(Duration.ofNanos(5));
        nanos += 6;
        assertThat(cooldown.isOver()).isFalse();
        cooldown.extend(Duration.ofNanos(5));
        nanos += 4;
        assertThat(cooldown.isOver()).isFalse();
        nanos += 1;
        assertThat(cooldown.isOver()).isTrue();
    }
}
