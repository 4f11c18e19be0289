package dev.goldencorridor.producer.validation;

/**
 * One thing that is wrong with a movement.
 *
 * @param reason the kind of fault in a few words, the same for every fault of its kind, to count by
 * @param message what is wrong, with the value, and what would be right
 */
public record MovementFault(String reason, String message) {
    @Override
    public String toString() {
        return message;
    }
}
