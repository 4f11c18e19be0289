package dev.goldencorridor.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class EarlyCommitTest {
    private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
    private final EarlyCommit earlyCommit = new EarlyCommit(context, Duration.ofMillis(100));

    @Test
    void oneIsAskedForAtOnceAndTheNextNotBeforeTheIntervalHasPassed() {
        assertThat(isAskedFor(1_000)).isTrue();
        assertThat(isAskedFor(1_001)).isFalse();
        assertThat(isAskedFor(1_099)).isFalse();
        assertThat(isAskedFor(1_100)).isTrue();
    }

    private boolean isAskedFor(long wallClock) {
        context.resetCommit();
        earlyCommit.ask(wallClock);
        return context.committed();
    }
}
