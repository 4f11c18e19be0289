package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.state.StoreSection;

/**
 * The stored mark that the status of all runs is published. A start that finds another mark than its setting publishes
 * or withdraws the status of each run. An interrupted one begins again. For a task's thread.
 */
final class PublicationMark {
    private static final String KEY = "runs-published";
    private static final byte[] PUBLISHED = {1};

    private final StoreSection section;
    private final boolean isPublished;
    private boolean isChanged;

    PublicationMark(StoreSection section, boolean isPublished) {
        this.section = section;
        this.isPublished = isPublished;
        this.isChanged = (section.get(KEY) != null) != isPublished;
    }

    boolean isChanged() {
        return isChanged;
    }

    /** To be called when the status of all runs is up to date. */
    void setIfChanged() {
        if (isChanged) {
            isChanged = false;
            section.put(KEY, isPublished ? PUBLISHED : null);
        }
    }
}
