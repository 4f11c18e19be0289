package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.state.StoreSection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Evaluates all runs again after the thresholds have changed. It takes some runs at each poll, so that a start is not
 * delayed. A stored mark holds the fingerprint of the thresholds that have evaluated all runs. For a task's thread.
 */
final class ThresholdReview {
    private static final String MARK_KEY = "judged-by";

    private final StoreSection runs;
    private final StoreSection marks;
    private final long fingerprint;
    /** The run id from which the review continues; null if the review is complete. */
    private String nextRun;

    private boolean hasFormerMark;

    /**
     * Starts a review unless the mark has this fingerprint.
     *
     * @param fingerprint of the present thresholds
     */
    ThresholdReview(StoreSection runs, StoreSection marks, long fingerprint) {
        this.runs = runs;
        this.marks = marks;
        this.fingerprint = fingerprint;
        byte[] mark = marks.get(MARK_KEY);
        boolean isComplete = mark != null && ByteBuffer.wrap(mark).getLong() == fingerprint;
        this.nextRun = isComplete ? null : "";
        this.hasFormerMark = !isComplete && mark != null;
    }

    boolean isComplete() {
        return nextRun == null;
    }

    /**
     * Deletes the mark of the former thresholds. To be called before the new thresholds evaluate the first run. If
     * the former thresholds come back before the review is complete, the reviewed runs need another review.
     */
    void deleteFormerMark() {
        if (hasFormerMark) {
            hasFormerMark = false;
            marks.put(MARK_KEY, null);
        }
    }

    /**
     * Reviews the next runs, at most as many as given.
     *
     * @param reviewRun evaluates a run unless the present thresholds already have; may change the runs
     */
    void continueReview(int maxRuns, Consumer<String> reviewRun) {
        List<String> batch = new ArrayList<>();
        runs.forEachFrom(nextRun, (run, stored) -> {
            batch.add(run);
            return batch.size() < maxRuns;
        });
        batch.forEach(reviewRun);
        if (batch.size() < maxRuns) {
            complete();
        } else {
            nextRun = batch.get(batch.size() - 1) + '\0';
        }
    }

    private void complete() {
        nextRun = null;
        marks.put(MARK_KEY, ByteBuffer.allocate(Long.BYTES).putLong(fingerprint).array());
    }
}
