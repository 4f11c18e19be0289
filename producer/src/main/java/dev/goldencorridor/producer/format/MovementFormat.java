package dev.goldencorridor.producer.format;

import dev.goldencorridor.producer.format.taf.TafOptions;
import dev.goldencorridor.producer.format.taf.TafSettings;
import dev.goldencorridor.runtime.settings.Settings;
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
        public MovementReader open(InputStream in, String source, Optional<String> publisher, ReadOptions options)
                throws IOException {
            return new NdjsonReader(in, source, publisher, options);
        }
    },
    /** A header row, then one movement a row. */
    CSV {
        @Override
        public MovementReader open(InputStream in, String source, Optional<String> publisher, ReadOptions options)
                throws IOException {
            return new CsvReader(in, source, publisher, options);
        }
    },
    /** Great Britain's train-movement feed: concatenated arrays of messages. */
    TRUST {
        @Override
        public MovementReader open(InputStream in, String source, Optional<String> publisher, ReadOptions options)
                throws IOException {
            return new TrustReader(in, source, publisher.orElse("gb-trust"));
        }
    },
    /** Finland's open train data: trains with their timetable rows. */
    DIGITRAFFIC {
        @Override
        public MovementReader open(InputStream in, String source, Optional<String> publisher, ReadOptions options) {
            return new DigitrafficReader(
                    in,
                    source,
                    publisher.orElse(FINLAND),
                    Instant.now(),
                    StopSelection.STOPPING,
                    new DigitrafficRuns());
        }

        @Override
        public MovementOpener opener(Settings settings, StopSelection stops, ReadOptions options) {
            DigitrafficRuns runs = new DigitrafficRuns();
            return source -> new DigitrafficReader(
                    source.in, source.name, source.publisher.orElse(FINLAND), source.receivedAt, stops, runs);
        }
    },
    /** TAF TSI running messages. */
    TAF {
        @Override
        public MovementReader open(InputStream in, String source, Optional<String> publisher, ReadOptions options)
                throws IOException {
            return new TafReader(in, source, publisher.orElse(RAILWAYS), TafSettings.defaults());
        }

        @Override
        public MovementOpener opener(Settings settings, StopSelection stops, ReadOptions options) {
            TafOptions taf = TafSettings.of(settings);
            return source -> new TafReader(source.in, source.name, source.publisher.orElse(RAILWAYS), taf);
        }
    };

    private static final String FINLAND = "finland";
    private static final String RAILWAYS = "taf";

    /**
     * A source to be read.
     *
     * @param in closed with the reader
     * @param name the name of the source in messages
     * @param publisher the publisher of movements that name none; empty if every movement must name its own
     * @param receivedAt when the source was received, for formats without a creation time
     */
    public record Source(InputStream in, String name, Optional<String> publisher, Instant receivedAt) {}

    /**
     * Returns an opener for sources that are read together: a later one corrects or retracts reports of an earlier one.
     *
     * @param settings are read once; most formats have none
     * @param stops matters to {@link #DIGITRAFFIC} alone
     * @param options matter to {@link #NDJSON} and {@link #CSV} alone
     */
    public MovementOpener opener(Settings settings, StopSelection stops, ReadOptions options) {
        return source -> open(source.in, source.name, source.publisher, options);
    }

    /** Whether the movements of a file can name their publishers. */
    public boolean namesPublishers() {
        return this == NDJSON || this == CSV;
    }

    /** Does the same as the other method, with the default options. */
    public MovementReader open(InputStream in, String source, Optional<String> publisher) throws IOException {
        return open(in, source, publisher, ReadOptions.DEFAULT);
    }

    /**
     * Opens a source with the default settings.
     *
     * @param in closed with the reader
     * @param source the name of the source in messages
     * @param publisher the publisher of movements that name none; empty if every movement must name its own
     * @param options apply to {@link #NDJSON} and {@link #CSV}. The times of the other formats have zones of their own
     */
    public abstract MovementReader open(InputStream in, String source, Optional<String> publisher, ReadOptions options)
            throws IOException;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
