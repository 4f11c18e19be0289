package dev.goldencorridor.processor.repair;

import dev.goldencorridor.schemas.RejectOutcome;

/**
 * A reject and the state of its repair.
 *
 * @param reject the latest rejection of the record
 * @param times how often the record was rejected: more than once after a reset
 * @param healedBy the accepted record with the same event; null if there is none
 * @param outcome the decision; null if there is none
 */
public record RejectEntry(Reject reject, int times, RejectId healedBy, RejectOutcome outcome) {
    /** A decision comes before a healing. An outcome of a later release counts as discarded. */
    public RejectState state() {
        if (outcome != null) {
            return outcome.getOutcome().equals(RejectState.REPLAYED.name())
                    ? RejectState.REPLAYED
                    : RejectState.DISCARDED;
        }
        return healedBy == null ? RejectState.OPEN : RejectState.HEALED;
    }

    public boolean isOpen() {
        return state() == RejectState.OPEN;
    }

    RejectEntry again(Reject later) {
        return new RejectEntry(later, times + 1, healedBy, outcome);
    }

    RejectEntry healed(RejectId by) {
        return new RejectEntry(reject, times, by, outcome);
    }

    RejectEntry decided(RejectOutcome decision) {
        return new RejectEntry(reject, times, healedBy, decision);
    }
}
