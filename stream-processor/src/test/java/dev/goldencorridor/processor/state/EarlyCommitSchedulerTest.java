package dev.goldencorridor.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class EarlyCommitSchedulerTest {
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
    private final EarlyCommitScheduler earlyCommits = new EarlyCommitScheduler(true, Duration.ofMillis(100), nanoTime::get);

    @Test
    void noneIsAskedForBeforeSomethingWasTold() {
        assertThat(isAskedFor()).isFalse();
        earlyCommits.told();
        assertThat(isAskedFor()).isTrue();
    }

    @Test
    void whatIsToldSoonAfterACommitWaitsUntilAFifthOfTheIntervalHasPassed() {
        earlyCommits.told();
        earlyCommits.committing();
        passMillis(15);
        earlyCommits.told();
        assertThat(isAskedFor()).isFalse();
        passMillis(4);
        assertThat(isAskedFor()).isFalse();
        passMillis(1);
        assertThat(isAskedFor()).isTrue();
    }

    @Test
    void aCommitBringsAllThatWasToldBefore() {
        earlyCommits.told();
        earlyCommits.committing();
        passMillis(200);
        assertThat(isAskedFor()).isFalse();
    }

    @Test
    void theTasksOfAnotherThreadAreCommittedByThemselves() {
        earlyCommits.told();
        earlyCommits.committing();
        assertThat(CompletableFuture.supplyAsync(
                                () -> {
                                    earlyCommits.told();
                                    return isAskedFor();
                                },
                                task -> new Thread(task).start())
                        .join())
                .isTrue();
        assertThat(isAskedFor()).isFalse();
    }

    @Test
    void noneIsAskedForWhereWhatIsToldCanBeReadAtOnce() {
        MockProcessorContext<String, String> context = new MockProcessorContext<>();
        EarlyCommitScheduler none = new EarlyCommitScheduler(false, Duration.ofMillis(100), nanoTime::get);
        none.told();
        none.ask(context);

        assertThat(context.committed()).isFalse();
    }

    private void passMillis(long millis) {
        nanoTime.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    /** By one more task. */
    private boolean isAskedFor() {
        MockProcessorContext<String, String> context = new MockProcessorContext<>();
        earlyCommits.ask(context);
        return context.committed();
    }
}
