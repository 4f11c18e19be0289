package dev.goldencorridor.producer.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/** The input formats of movements. */
public enum MovementFormat {
    /** One JSON object a line, with the field names of the contract. */
    NDJSON {
        @Override
        public MovementReader open(InputStream in, String source, Optional<String> publisher) throws IOException {
            return new NdjsonReader(in, source, publisher);
        }
    },
    /** A header row, then one movement a row. */
    CSV {
        @Override
        public MovementReader open(InputStream in, String source, Optional<String> publisher) throws IOException {
            return new CsvReader(in, source, publisher);
        }
    },
    /** Great Britain's train-movement feed: concatenated arrays of messages. */
    TRUST {
        @Override
        public MovementReader open(InputStream in, String source, Optional<String> publisher) throws IOException {
            return new TrustReader(in, source, publisher.orElse("gb-trust"));
        }
    };

    /**
     * Opens a source.
     *
     * @param in closed with the reader
     * @param source the name of the source in messages
     * @param publisher the publisher of movements that name none; empty if every movement must name its own
     */
    public abstract MovementReader open(InputStream in, String source, Optional<String> publisher) throws IOException;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
