package dev.goldencorridor.producer;

import dev.goldencorridor.producer.validation.MovementFault;
import java.util.List;
import java.util.stream.Collectors;

/** A movement breaks the contract and was not sent. The message names the first faults and counts the rest. */
public final class InvalidMovementException extends RuntimeException {
    /** Naming each of hundreds of equal faults does not help to correct them. */
    private static final int MAX_NAMED_FAULTS = 10;

    private final transient List<MovementFault> faults;

    InvalidMovementException(List<MovementFault> faults) {
        super(faults.stream()
                        .limit(MAX_NAMED_FAULTS)
                        .map(MovementFault::message)
                        .collect(Collectors.joining("; "))
                + (faults.size() > MAX_NAMED_FAULTS ? "; and " + (faults.size() - MAX_NAMED_FAULTS) + " more" : ""));
        this.faults = List.copyOf(faults);
    }

    /** All faults, in the order of the record's fields. */
    public List<MovementFault> faults() {
        return faults;
    }
}
