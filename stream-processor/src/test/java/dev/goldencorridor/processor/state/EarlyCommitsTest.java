package dev.goldencorridor.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class EarlyCommitsTest {
    private final EarlyCommits earlyCommits = new EarlyCommits(Duration.ofMillis(100));

    @Test
    void oneIsAskedForAtOnceAndTheNextNotBeforeTheIntervalHasPassed() {
        assertThat(isAskedFor(1_000)).isTrue();
        assertThat(isAskedFor(1_001)).isFalse();
        assertThat(isAskedFor(1_099)).isFalse();
        assertThat(isAskedFor(1_100)).isTrue();
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
