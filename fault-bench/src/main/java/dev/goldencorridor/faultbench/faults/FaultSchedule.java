package dev.goldencorridor.faultbench.faults;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * An endless order of faults that a seed decides. Each kind comes once in every round, and each round has another order.
 * Not thread-safe.
 */
public final class FaultSchedule {
    private static final Duration MIN_CALM_TIME = Duration.ofSeconds(3);
    private static final Duration MAX_CALM_TIME = Duration.ofSeconds(8);

    private final Random random;
    private final List<FaultKind> kinds;
    private final int targets;
    private final Deque<FaultKind> round = new ArrayDeque<>();

    /**
     * Begins with the first round.
     *
     * @param targets the number of processes of each kind of application
     */
    public FaultSchedule(long seed, List<FaultKind> kinds, int targets) {
        this.random = new Random(seed);
        this.kinds = List.copyOf(kinds);
        this.targets = targets;
    }

    public PlannedFault next() {
        if (round.isEmpty()) {
            List<FaultKind> shuffled = new ArrayList<>(kinds);
            Collections.shuffle(shuffled, random);
            round.addAll(shuffled);
        }
        return plan(round.remove());
    }

    /** The next faults that happen at once: up to this many of one round, which touch different parts of the corridor. */
    public List<PlannedFault> next(int atOnce) {
        List<PlannedFault> faults = new ArrayList<>(List.of(next()));
        Iterator<FaultKind> rest = round.iterator();
        while (faults.size() < atOnce && rest.hasNext()) {
            FaultKind kind = rest.next();
            if (faults.stream().allMatch(fault -> fault.kind().isPossibleBeside(kind))) {
                rest.remove();
                faults.add(plan(kind));
            }
        }
        return faults;
    }

    private PlannedFault plan(FaultKind kind) {
        return new PlannedFault(
                kind, random.nextInt(targets), between(kind.min(), kind.max()), between(MIN_CALM_TIME, MAX_CALM_TIME));
    }

    private Duration between(Duration min, Duration max) {
        return min.plusMillis((long) (random.nextDouble() * max.minus(min).toMillis()));
    }
}
