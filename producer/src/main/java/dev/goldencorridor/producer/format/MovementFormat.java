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
            return open(in, source, publisher, ReadOptions.DEFAULT);
        }

        @Override
        public MovementReader open(InputStream in, String source, Optional<String> publisher, ReadOptions options)
                throws IOException {
            return new NdjsonReader(in, source, publisher, options);
        }
    },
    /** A header row, then one movement a row. */
    CSV {
        @Override
        public MovementReader open(InputStream in, String source, Optional<String> publisher) throws IOException {
            return open(in, source, publisher, ReadOptions.DEFAULT);
        }

        @Override
        public MovementReader open(InputStream in, String source, Optional<String> publisher, ReadOptions options)
                throws IOException {
            return new CsvReader(in, source, publisher, options);
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

    /**
     * Opens a source.
     *
     * @param options apply to {@link #NDJSON} and {@link #CSV}. The times of the other formats have zones of their own
     */
    public MovementReader open(InputStream in, String source, Optional<String> publisher, ReadOptions options)
            throws IOException {
        return open(in, source, publisher);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
