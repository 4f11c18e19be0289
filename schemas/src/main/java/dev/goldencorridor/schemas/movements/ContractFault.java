package dev.goldencorridor.schemas.movements;

import dev.goldencorridor.schemas.topics.RejectReason;

/**
 * One fault of a movement.
 *
 * @param reason the reason for which the pipeline rejects the movement
 * @param kind the kind of fault in a few words, equal for all faults of the kind, for counting
 * @param message the field, its value and the valid alternatives
 */
public record ContractFault(RejectReason reason, String kind, String message) {}
