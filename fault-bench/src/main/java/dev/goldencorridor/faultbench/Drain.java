package dev.goldencorridor.faultbench;

import dev.goldencorridor.faultbench.waiting.Deadline;
import dev.goldencorridor.faultbench.witness.Findings;
import dev.goldencorridor.faultbench.witness.Harm;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits until the corridor has processed and published everything that was sent. */
final class Drain {
    static final String NOT_FINISHED = "end of the work";

    private final BooleanSupplier isAllCommitted;
    private final LongSupplier values;
    private final Duration limit;
    private final Duration quiet;

    /**
     * A wait.
     *
     * @param isAllCommitted whether the processor has committed all input
     * @param values how many values have come so far
     * @param limit of the whole wait, because a corridor that has lost something may never commit all
     * @param quiet how long no new value may have come
     */
    Drain(BooleanSupplier isAllCommitted, LongSupplier values, Duration limit, Duration quiet) {
        this.isAllCommitted = isAllCommitted;
        this.values = values;
        this.limit = limit;
        this.quiet = quiet;
    }

    /**
     * Waits until the processor has committed all input and no new value has come for some time. If that is not so
     * within the limit, that is a finding: what is still under way would look as if it were lost.
     *
     * @return whether the corridor has finished
     */
    boolean await(Findings findings) throws InterruptedException {
        Deadline deadline = Deadline.in(limit);
        if (deadline.await(isAllCommitted) && deadline.await(new Quiet())) {
            return true;
        }
        findings.add(
                NOT_FINISHED,
                Harm.UNFINISHED,
                System.nanoTime(),
                "the corridor had not finished after " + limit.toMinutes()
                        + " minutes, so nothing was compared with the recount");
        return false;
    }

    /** No value came for some time. */
    private final class Quiet implements BooleanSupplier {
        private long count = -1;
        private long since;

        @Override
        public boolean getAsBoolean() {
            long now = values.getAsLong();
            if (now != count) {
                count = now;
                since = System.nanoTime();
            }
            return System.nanoTime() - since > quiet.toNanos();
        }
    }
}
