package dev.goldencorridor.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class EarlyCommitSchedulerTest {
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
    private final EarlyCommitScheduler earlyCommits =
            new EarlyCommitScheduler(true, Duration.ofMillis(100), nanoTime::get);

    @Test
    void noCommitIsRequestedBeforeSomethingWasEmitted() {
        assertThat(isCommitRequested()).isFalse();
        earlyCommits.emitted();
        assertThat(isCommitRequested()).isTrue();
    }

    @Test
    void anEmitSoonAfterACommitWaitsUntilAFifthOfTheIntervalHasPassed() {
        earlyCommits.emitted();
        earlyCommits.commitStarted();
        passMillis(15);
        earlyCommits.emitted();
        assertThat(isCommitRequested()).isFalse();
        passMillis(4);
        assertThat(isCommitRequested()).isFalse();
        passMillis(1);
        assertThat(isCommitRequested()).isTrue();
    }

    @Test
    void aCommitIncludesEverythingEmittedBefore() {
        earlyCommits.emitted();
        earlyCommits.commitStarted();
        passMillis(200);
        assertThat(isCommitRequested()).isFalse();
    }

    @Test
    void theTasksOfAnotherThreadAreCommittedSeparately() {
        earlyCommits.emitted();
        earlyCommits.commitStarted();
        assertThat(CompletableFuture.supplyAsync(
                                () -> {
                                    earlyCommits.emitted();
                                    return isCommitRequested();
                                },
                                task -> new Thread(task).start())
                        .join())
                .isTrue();
        assertThat(isCommitRequested()).isFalse();
    }

    @Test
    void noCommitIsRequestedWhereRecordsCanBeReadWithoutOne() {
        MockProcessorContext<String, String> context = new MockProcessorContext<>();
        EarlyCommitScheduler none = new EarlyCommitScheduler(false, Duration.ofMillis(100), nanoTime::get);
        none.emitted();
        none.requestIfDue(context);

        assertThat(context.committed()).isFalse();
    }

    private void passMillis(long millis) {
        nanoTime.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    /** Whether one more task of the current thread requests a commit. */
    private boolean isCommitRequested() {
        MockProcessorContext<String, String> context = new MockProcessorContext<>();
        earlyCommits.requestIfDue(context);
        return context.committed();
    }
}
