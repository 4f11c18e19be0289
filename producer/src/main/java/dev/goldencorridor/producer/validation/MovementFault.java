package dev.goldencorridor.producer.validation;

/**
 * One fault of a movement.
 *
 * @param reason the kind of fault in a few words, equal for all faults of the kind, for counting
 * @param message the fault, with the value and the valid alternatives
 */
public record MovementFault(String reason, String message) {
    @Override
    public String toString() {
        return message;
    }
}
