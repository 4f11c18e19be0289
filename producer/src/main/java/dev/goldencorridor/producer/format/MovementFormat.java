package dev.goldencorridor.producer.format;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The input formats of movements. */
public enum MovementFormat {
    /** One JSON object a line, with the field names of the contract. */
    NDJSON {
        @Override
        public MovementReader open(InputStream in, String source, Optional<String> publisher) {
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
        public MovementReader open(InputStream in, String source, Optional<String> publisher) {
            return new TrustReader(in, source, publisher.orElse("gb-trust"));
        }
    },
    /** Finland's open train data: trains with their timetable rows. */
    DIGITRAFFIC {
        @Override
        public MovementReader open(InputStream in, String source, Optional<String> publisher) {
            return new DigitrafficReader(
                    in,
                    source,
                    publisher.orElse(FINLAND),
                    Instant.now(),
                    StopSelection.STOPPING,
                    new DigitrafficRuns());
        }

        @Override
        public Opener opener(StopSelection stops) {
            DigitrafficRuns runs = new DigitrafficRuns();
            return source -> new DigitrafficReader(
                    source.in, source.name, source.publisher.orElse(FINLAND), source.receivedAt, stops, runs);
        }
    };

    private static final String FINLAND = "finland";

    /**
     * A source to be read.
     *
     * @param in closed with the reader
     * @param name the name of the source in messages
     * @param publisher the publisher of movements that name none; empty if every movement must name its own
     * @param receivedAt when the source was received, for formats without a creation time
     */
    public record Source(InputStream in, String name, Optional<String> publisher, Instant receivedAt) {}

    /** Opens the sources of one call. Not thread-safe. */
    @FunctionalInterface
    public interface Opener {
        MovementReader open(Source source) throws IOException;
    }

    /**
     * Returns an opener for sources that are read together: what a later one corrects or no longer has, is withdrawn.
     *
     * @param stops matters to {@link #DIGITRAFFIC} alone
     */
    public Opener opener(StopSelection stops) {
        return source -> open(source.in, source.name, source.publisher);
    }

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
