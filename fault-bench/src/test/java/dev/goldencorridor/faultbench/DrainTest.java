package dev.goldencorridor.faultbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.faultbench.witness.Finding;
import dev.goldencorridor.faultbench.witness.Findings;
import dev.goldencorridor.faultbench.witness.Harm;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DrainTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final Findings findings = new Findings();
    private final AtomicLong values = new AtomicLong();

    @Test
    void workThatIsCommittedAndQuietIsFinished() throws InterruptedException {
        assertThat(new Drain(() -> true, values::get, LONG, SHORT).await(findings))
                .isTrue();
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void inputThatIsNeverCommittedIsUnfinishedAndNotLost() throws InterruptedException {
        assertThat(new Drain(() -> false, values::get, SHORT, SHORT).await(findings))
                .isFalse();
        assertThat(findings.all()).extracting(Finding::harm).containsExactly(Harm.UNFINISHED);
        assertThat(findings.all()).extracting(Finding::check).containsExactly(Drain.NOT_FINISHED);
    }

    @Test
    void valuesThatNeverEndAreUnfinished() throws InterruptedException {
        assertThat(new Drain(() -> true, values::incrementAndGet, SHORT, SHORT).await(findings))
                .isFalse();
        assertThat(findings.all()).extracting(Finding::harm).containsExactly(Harm.UNFINISHED);
    }
}
