package dev.goldencorridor.producer.format;

import java.util.List;

/** The text is no valid movement. The message names every fault. */
final class UnreadableMovementException extends Exception {
    UnreadableMovementException(String fault) {
        super(fault);
    }

    UnreadableMovementException(List<String> faults) {
        super(String.join("; ", faults));
    }
}
