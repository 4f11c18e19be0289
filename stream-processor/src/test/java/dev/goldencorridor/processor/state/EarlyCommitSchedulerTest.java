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
        passMillis(99);
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
    void aThreadThatKeepsUpCommitsOnceInAnInterval() {
        earlyCommits.commitStarted();
        passMillis(99);
        assertThat(isCommitRequested()).isFalse();
        passMillis(1);
        assertThat(isCommitRequested()).isTrue();
        passMillis(99);
        assertThat(isCommitRequested()).as("nothing was to be committed").isFalse();
        passMillis(1);
        assertThat(isCommitRequested()).isTrue();
    }

    @Test
    void aThreadThatIsBehindCommitsOnlyAsKafkaStreamsDoes() {
        earlyCommits.commitStarted();
        earlyCommits.emitted();
        passMillis(300);
        assertThat(isCommitRequested(true)).isFalse();
        passMillis(499);
        assertThat(isCommitRequested()).as("another task of the thread").isFalse();
        passMillis(1);
        assertThat(isCommitRequested()).isTrue();
    }

    @Test
    void aThreadThatIsBehindTakesFiveIntervalsAtMostASecond() {
        assertThat(EarlyCommitScheduler.whileBehind(Duration.ofMillis(100))).isEqualTo(Duration.ofMillis(500));
        assertThat(EarlyCommitScheduler.whileBehind(Duration.ofMillis(250))).isEqualTo(Duration.ofSeconds(1));
        assertThat(EarlyCommitScheduler.whileBehind(Duration.ofSeconds(60))).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aRecordThatCanBeReadWithoutACommitWaitsForTheInterval() {
        EarlyCommitScheduler withoutTransactions =
                new EarlyCommitScheduler(false, Duration.ofMillis(100), nanoTime::get);
        withoutTransactions.commitStarted();
        withoutTransactions.emitted();
        passMillis(99);
        assertThat(isCommitRequested(withoutTransactions, false)).isFalse();
        passMillis(1);
        assertThat(isCommitRequested(withoutTransactions, false)).isTrue();
    }

    private void passMillis(long millis) {
        nanoTime.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    /** Whether one more task of the current thread requests a commit. */
    private boolean isCommitRequested() {
        return isCommitRequested(false);
    }

    private boolean isCommitRequested(boolean isBehind) {
        return isCommitRequested(earlyCommits, isBehind);
    }

    private static boolean isCommitRequested(EarlyCommitScheduler scheduler, boolean isBehind) {
        MockProcessorContext<String, String> context = new MockProcessorContext<>();
        scheduler.punctuated(context, isBehind);
        return context.committed();
    }
}
