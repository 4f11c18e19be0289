package dev.goldencorridor.producer.format;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads a source from its beginning to its end, one thing at a time, in memory that does not grow with it. */
public interface MovementReader extends Closeable {
    /**
     * What comes next, in the order of the source; empty at its end.
     *
     * @throws IOException if the source itself cannot be read on; what is wrong with its content is a {@link
     *     Reading.Unreadable}
     */
    Optional<Reading> next() throws IOException;
}
