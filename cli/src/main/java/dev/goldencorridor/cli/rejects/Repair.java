package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.processor.repair.RejectEntry;

/** What the command would do with one reject. */
sealed interface Repair {
    RejectEntry entry();

    /**
     * The record would be admitted.
     *
     * @param patch the changes as JSON; empty if there are none
     */
    @SuppressWarnings("ArrayRecordComponent") // Only forwarded, never compared.
    record Publishable(RejectEntry entry, byte[] key, byte[] value, byte[] traceParent, String patch)
            implements Repair {}

    /** The record would be rejected again, or cannot be published. */
    record StillRejected(RejectEntry entry, String reason, String message) implements Repair {}

    /** The patch does not select the record. */
    record NotSelected(RejectEntry entry) implements Repair {}
}
