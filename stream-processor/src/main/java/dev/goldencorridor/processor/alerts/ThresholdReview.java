package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.state.StoreSection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Evaluates all runs again after the thresholds have changed. It takes some runs at each poll, so that a start is not
 * delayed. A stored mark holds the fingerprint of the thresholds that have evaluated all runs. For a task's thread.
 */
final class ThresholdReview {
    private static final String MARK_KEY = "judged-by";

    private final Iterator<StoreSection> sections;
    private final StoreSection marks;
    private final long fingerprint;
    /** The section under review; null if the review is complete. */
    private StoreSection section;
    /** The run id from which the review of the section continues. */
    private String nextRun = "";

    private boolean hasFormerMark;

    /**
     * Starts a review unless the mark has this fingerprint.
     *
     * @param sections their keys are the runs
     * @param fingerprint of the present thresholds
     */
    ThresholdReview(List<StoreSection> sections, StoreSection marks, long fingerprint) {
        this.sections = sections.iterator();
        this.marks = marks;
        this.fingerprint = fingerprint;
        byte[] mark = marks.get(MARK_KEY);
        boolean isComplete = mark != null && ByteBuffer.wrap(mark).getLong() == fingerprint;
        this.section = isComplete ? null : this.sections.next();
        this.hasFormerMark = !isComplete && mark != null;
    }

    boolean isComplete() {
        return section == null;
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
        while (section != null && batch.size() < maxRuns) {
            section.forEachFrom(nextRun, (run, stored) -> {
                batch.add(run);
                nextRun = run + '\0';
                return batch.size() < maxRuns;
            });
            if (batch.size() < maxRuns) {
                section = sections.hasNext() ? sections.next() : null;
                nextRun = "";
            }
        }
        batch.forEach(reviewRun);
        if (isComplete()) {
            setMark();
        }
    }

    private void setMark() {
        marks.put(MARK_KEY, ByteBuffer.allocate(Long.BYTES).putLong(fingerprint).array());
    }
}
