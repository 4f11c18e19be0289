package dev.goldencorridor.producer.format;

import java.io.IOException;

/** Opens the sources of one call of {@code publish}. Not thread-safe. */
@FunctionalInterface
public interface MovementOpener {
    MovementReader open(MovementFormat.Source source) throws IOException;
}
