package dev.goldencorridor.producer.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Opens sources of one format. */
@FunctionalInterface
public interface MovementOpener {
    /**
     * Opens a source.
     *
     * @param in closed with the reader
     * @param source the name of the source in messages
     * @param publisher the publisher of movements that name none; empty if every movement must name its own
     */
    MovementReader open(InputStream in, String source, Optional<String> publisher) throws IOException;
}
