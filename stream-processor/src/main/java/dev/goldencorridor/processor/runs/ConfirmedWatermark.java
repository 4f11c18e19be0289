package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.state.PersistentWatermark;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The furthest event time that the event clock may follow. A small step ahead advances it at once. A jump, which is a
 * larger step, waits as a candidate until {@link #CONFIRMING_RUNS} runs confirm it. So a few wrong times cannot empty
 * the windows of all others.
 *
 * <p>Before that many runs are known, nothing can confirm a jump. So a young stream accepts each jump after
 * {@link #START_MILLIS}. All times are milliseconds since 1970-01-01T00:00Z. For a task's thread.
 */
final class ConfirmedWatermark {
    /** The number of runs that confirm a jump. Wrong times of fewer runs never do, in any order. */
    static final int CONFIRMING_RUNS = 6;
    /** The most runs that are kept as candidates. The one that was reported longest ago is dropped. */
    static final int MAX_CANDIDATES = 32;
    /** How long a young stream keeps a candidate, in milliseconds of the wall clock. */
    static final long START_MILLIS = 1_000;

    private final long maxJumpMillis;
    /** The furthest jump of each run, in the order of its last reception. */
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();
    /** The runs with events near the watermark, until there are enough of them. */
    private final Set<String> knownRuns = new HashSet<>();

    private boolean isYoung;
    private long watermark;
    /** The number of received events near the watermark. */
    private long nearEvents;

    /**
     * A jump that waits for confirmation.
     *
     * @param receivedAt by the wall clock
     * @param nearEvents the value of the counter when the jump was received; a higher one contradicts the jump
     */
    private record Candidate(long eventTime, long receivedAt, long nearEvents) {}

    /** @param watermark the confirmed time before a restart; {@link PersistentWatermark#NONE} if there is none */
    ConfirmedWatermark(long watermark, long maxJumpMillis) {
        this.watermark = watermark;
        this.maxJumpMillis = maxJumpMillis;
        this.isYoung = watermark == PersistentWatermark.NONE;
    }

    /** The confirmed time; {@link PersistentWatermark#NONE} before any. */
    long millis() {
        return watermark;
    }

    /**
     * Takes the time of an event.
     *
     * @param wallClock the time of reception
     */
    void offer(String run, long eventTime, long wallClock) {
        if (isJump(eventTime)) {
            // A run that is reported again becomes the newest one.
            Candidate before = candidates.remove(run);
            long furthest = before == null ? eventTime : Math.max(before.eventTime, eventTime);
            candidates.put(run, new Candidate(furthest, wallClock, nearEvents));
            dropSurplus();
            confirm();
        } else if (eventTime >= watermark - maxJumpMillis) {
            nearEvents++;
            know(run);
            advanceTo(eventTime);
        }
    }

    /** Accepts the jumps that a young stream has kept long enough. */
    void review(long wallClock) {
        if (!isYoung) {
            return;
        }
        long confirmed = candidates.values().stream()
                .filter(candidate -> wallClock - candidate.receivedAt >= START_MILLIS)
                .mapToLong(Candidate::eventTime)
                .max()
                .orElse(watermark);
        advanceTo(confirmed);
    }

    private boolean isJump(long eventTime) {
        return eventTime > watermark + maxJumpMillis;
    }

    private void dropSurplus() {
        if (candidates.size() > MAX_CANDIDATES) {
            Iterator<String> runs = candidates.keySet().iterator();
            runs.next();
            runs.remove();
        }
    }

    private void know(String run) {
        if (isYoung) {
            knownRuns.add(run);
            if (knownRuns.size() >= CONFIRMING_RUNS) {
                isYoung = false;
                knownRuns.clear();
            }
        }
    }

    /** Advances the watermark, and then to all candidates that are no jump any more. */
    private void advanceTo(long eventTime) {
        if (eventTime <= watermark) {
            return;
        }
        watermark = eventTime;
        if (!candidates.isEmpty()) {
            followCandidates();
            confirm();
        }
    }

    private void followCandidates() {
        List<Map.Entry<String, Candidate>> sorted = new ArrayList<>(candidates.entrySet());
        sorted.sort((one, other) -> Long.compare(one.getValue().eventTime, other.getValue().eventTime));
        for (Map.Entry<String, Candidate> candidate : sorted) {
            if (isJump(candidate.getValue().eventTime)) {
                return;
            }
            watermark = Math.max(watermark, candidate.getValue().eventTime);
            candidates.remove(candidate.getKey());
            know(candidate.getKey());
        }
    }

    private void confirm() {
        if (candidates.size() >= CONFIRMING_RUNS) {
            advanceTo(Math.max(agreedTime(), uncontradictedTime()));
        }
    }

    /** The furthest time from which on enough runs agree, that is, have events within one step of each other. */
    private long agreedTime() {
        long[] times = candidates.values().stream()
                .mapToLong(Candidate::eventTime)
                .sorted()
                .toArray();
        for (int i = times.length - CONFIRMING_RUNS; i >= 0; i--) {
            if (times[i + CONFIRMING_RUNS - 1] - times[i] <= maxJumpMillis) {
                return times[i];
            }
        }
        return PersistentWatermark.NONE;
    }

    /**
     * The furthest time that enough runs have reached since the last event near the watermark. Runs of a quiet corridor
     * may be too far apart to agree. But without any event near the watermark, the stream has moved on.
     */
    private long uncontradictedTime() {
        long[] times = candidates.values().stream()
                .filter(candidate -> candidate.nearEvents == nearEvents)
                .mapToLong(Candidate::eventTime)
                .sorted()
                .toArray();
        return times.length < CONFIRMING_RUNS ? PersistentWatermark.NONE : times[times.length - CONFIRMING_RUNS];
    }
}
