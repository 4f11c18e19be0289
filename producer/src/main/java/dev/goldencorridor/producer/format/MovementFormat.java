package dev.goldencorridor.producer.format;

import dev.goldencorridor.producer.format.taf.TafOptions;
import dev.goldencorridor.producer.format.taf.TafSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/** The input formats of movements. */
public enum MovementFormat implements MovementOpener {
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
    /** TAF TSI running messages. Without settings, the defaults apply. */
    TAF {
        @Override
        public MovementReader open(InputStream in, String source, Optional<String> publisher) throws IOException {
            return new TafReader(in, source, publisher.orElse("taf"), TafSettings.defaults());
        }

        @Override
        public MovementOpener with(Settings settings) {
            TafOptions options = TafSettings.of(settings);
            return (in, source, publisher) -> new TafReader(in, source, publisher.orElse("taf"), options);
        }
    };

    /** This format with settings, which are read once. Most formats have none. */
    public MovementOpener with(Settings settings) {
        return this;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
