package dev.goldencorridor.operationscentre.state;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** When deleted train runs had ended, for the last ones that were deleted. Thread-safe. */
public final class EndedRuns {
    private static final int MAX_ENDED_RUNS = 20_000;

    private final Map<String, Optional<Instant>> ends = new LinkedHashMap<>();

    synchronized void put(String trainRunId, Optional<Instant> endedAt) {
        ends.put(trainRunId, endedAt);
        if (ends.size() > MAX_ENDED_RUNS) {
            ends.remove(ends.keySet().iterator().next());
        }
    }

    synchronized void remove(String trainRunId) {
        ends.remove(trainRunId);
    }

    /** Whether a run with this id was deleted. */
    public synchronized boolean contains(String trainRunId) {
        return ends.containsKey(trainRunId);
    }

    /** When the run ended; empty if that is unknown. */
    public synchronized Optional<Instant> endOf(String trainRunId) {
        return ends.getOrDefault(trainRunId, Optional.empty());
    }
}
