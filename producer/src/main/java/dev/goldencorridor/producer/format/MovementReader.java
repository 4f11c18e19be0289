package dev.goldencorridor.producer.format;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads a source sequentially, in constant memory. */
public interface MovementReader extends Closeable {
    /**
     * The next reading, in the order of the source; empty at its end.
     *
     * @throws IOException if the source itself fails. Invalid content yields a {@link Reading.Unreadable}
     */
    Optional<Reading> next() throws IOException;
}
