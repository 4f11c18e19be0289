package dev.goldencorridor.producer;

import dev.goldencorridor.producer.validation.MovementFault;
import java.util.List;
import java.util.stream.Collectors;

/** A movement breaks the contract and was not sent. The message names every fault. */
public final class InvalidMovementException extends RuntimeException {
    private final transient List<MovementFault> faults;

    InvalidMovementException(List<MovementFault> faults) {
        super(faults.stream().map(MovementFault::message).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** Every fault, in the order of the record's fields. */
    public List<MovementFault> faults() {
        return faults;
    }
}
