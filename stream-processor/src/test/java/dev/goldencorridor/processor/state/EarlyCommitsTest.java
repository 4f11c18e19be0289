package dev.goldencorridor.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class EarlyCommitsTest {
    private final EarlyCommits earlyCommits = new EarlyCommits(true, Duration.ofMillis(100));

    @Test
    void oneIsAskedForAtOnceAndTheNextNotBeforeAFifthOfTheIntervalHasPassed() {
        assertThat(isAskedFor(1_000)).isTrue();
        assertThat(isAskedFor(1_001)).isFalse();
        assertThat(isAskedFor(1_019)).isFalse();
        assertThat(isAskedFor(1_020)).isTrue();
    }

    @Test
    void noneIsAskedForSoonAfterTheThreadHasCommittedByItself() {
        earlyCommits.committing(1_000);

        assertThat(isAskedFor(1_019)).isFalse();
        assertThat(isAskedFor(1_020)).isTrue();
    }

    @Test
    void noneIsAskedForWhereWhatIsToldCanBeReadAtOnce() {
        MockProcessorContext<String, String> context = new MockProcessorContext<>();

        new EarlyCommits(false, Duration.ofMillis(100)).ask(context, 1_000);

        assertThat(context.committed()).isFalse();
    }

    @Test
    void theTasksOfAnotherThreadAreCommittedByThemselves() {
        assertThat(isAskedFor(1_000)).isTrue();
        assertThat(CompletableFuture.supplyAsync(() -> isAskedFor(1_001), task -> new Thread(task).start())
                        .join())
                .isTrue();
    }

    /** By one more task. */
    private boolean isAskedFor(long wallClock) {
        MockProcessorContext<String, String> context = new MockProcessorContext<>();
        earlyCommits.ask(context, wallClock);
        return context.committed();
    }
}
