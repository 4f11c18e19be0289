package dev.goldencorridor.producer;

import dev.goldencorridor.producer.validation.MovementFault;
import java.util.List;
import java.util.stream.Collectors;

/** A movement breaks the contract and was not sent. The message names its first faults, and how many more there are. */
public final class InvalidMovementException extends RuntimeException {
    /** A list with the same fault in hundreds of entries is no easier to mend for naming each. */
    private static final int MOST_NAMED = 10;

    private final transient List<MovementFault> faults;

    InvalidMovementException(List<MovementFault> faults) {
        super(faults.stream().limit(MOST_NAMED).map(MovementFault::message).collect(Collectors.joining("; "))
                + (faults.size() > MOST_NAMED ? "; and " + (faults.size() - MOST_NAMED) + " more" : ""));
        this.faults = List.copyOf(faults);
    }

    /** Every fault, in the order of the record's fields. */
    public List<MovementFault> faults() {
        return faults;
    }
}
