package dev.goldencorridor.schemas.registry;

import dev.goldencorridor.schemas.settings.CommonSettings;
import dev.goldencorridor.schemas.settings.Settings;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry behind Confluent's client, which waits out the registry's absences.
 *
 * <p>A call that fails because the registry is away is tried again, with a log line each time, for as long as the
 * patience lasts; then it throws {@link RegistryUnavailableException}. A call that the registry answers with a verdict
 * (unknown, incompatible, invalid) is not tried again; what a proxy or a missing permission answers is no verdict. Safe for use by several threads. {@link #close()} ends the waiting of all of them.
 */
public final class Registry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final int CACHED_SCHEMAS_PER_SUBJECT = 1_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final SchemaRegistryClient client;
    private final Duration patience;
    private final Object closing = new Object();
    private final Map<Subject, Integer> ids = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param client Confluent's client, real or mock
     * @param patience how long to wait for a registry that is away
     */
    public Registry(SchemaRegistryClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    /** Connects to the registry named by {@link CommonSettings#SCHEMA_REGISTRY_URL_CONFIG}; asks it nothing yet. */
    public static Registry connect(Settings settings, Duration patience) {
        List<String> urls = List.of(
                settings.string(CommonSettings.SCHEMA_REGISTRY_URL_CONFIG).split(","));
        // One failed look-up of an id must not be remembered for a minute as the id's absence: what is unknown is
        // remembered, and for how long, by the decoder.
        return new Registry(new CachedSchemaRegistryClient(urls, CACHED_SCHEMAS_PER_SUBJECT, Map.of()), patience);
    }

    /**
     * Registers the subjects (or, if told not to, verifies that they are registered) with the compatibility they promise.
     *
     * @throws IncompatibleRegistryException naming subject and difference
     */
    public void verify(Collection<Subject> subjects, boolean register) {
        subjects.forEach(subject -> verify(subject, register));
    }

    /**
     * The registry's id of the subject's schema. Once the subject is verified the registry is not asked again; else the
     * schema is registered where that is needed.
     */
    public int idOf(Subject subject) {
        Integer known = ids.get(subject);
        return known == null ? idOf(subject, true) : known;
    }

    /** The schema that the registry knows by this id, or empty if it knows none. */
    public Optional<Schema> schemaById(int id) {
        return call("look up schema id " + id, () -> {
            try {
                ParsedSchema parsed = orIfAbsent(() -> client.getSchemaById(id), null);
                return parsed instanceof AvroSchema avro ? Optional.of(avro.rawSchema()) : Optional.<Schema>empty();
            } catch (IOException e) {
                // The client's word for a registry that answered, with a schema of a kind that it cannot parse.
                if (e.getMessage() != null && e.getMessage().startsWith("Invalid schema")) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public void close() {
        synchronized (closing) {
            closed = true;
            closing.notifyAll();
        }
        try {
            client.close();
        } catch (IOException e) {
            LOG.warn("Closing the registry client failed: {}", e.toString());
        }
    }

    private void verify(Subject subject, boolean register) {
        List<String> differences = differences(subject);
        if (!differences.isEmpty()) {
            throw new IncompatibleRegistryException("subject " + subject.name()
                    + ": the registry holds a version that this application's schema does not get along with: "
                    + String.join("; ", differences)
                    + ". Run a release whose schema is compatible, or another registry");
        }
        idOf(subject, register);
        String level = levelOf(subject);
        if (subject.compatibility().equals(level)) {
            return;
        }
        if (!register) {
            throw new IncompatibleRegistryException("subject " + subject.name() + " promises " + subject.compatibility()
                    + " but the registry enforces " + (level.isEmpty() ? "nothing of its own" : level)
                    + "; set it there, or allow " + CommonSettings.REGISTRY_AUTO_REGISTER_CONFIG);
        }
        try {
            call(
                    "set the compatibility of " + subject.name(),
                    () -> client.updateCompatibility(subject.name(), subject.compatibility()));
        } catch (RefusedException e) {
            // Two applications that start at the same moment both find it unset; one of them sets it.
            if (!subject.compatibility().equals(levelOf(subject))) {
                throw new IncompatibleRegistryException("subject " + subject.name()
                        + ": the registry refuses to enforce " + subject.compatibility() + ": " + e.getMessage());
            }
        }
        LOG.info("Subject {} is now {}", subject.name(), subject.compatibility());
    }

    private String levelOf(Subject subject) {
        return call(
                "read the compatibility of " + subject.name(),
                () -> orIfAbsent(() -> client.getCompatibility(subject.name()), ""));
    }

    private int idOf(Subject subject, boolean register) {
        AvroSchema schema = new AvroSchema(subject.schema());
        try {
            int id = call(
                    "find the id of subject " + subject.name(),
                    () -> register ? client.register(subject.name(), schema) : client.getId(subject.name(), schema));
            ids.put(subject, id);
            return id;
        } catch (RefusedException e) {
            throw new IncompatibleRegistryException("subject " + subject.name() + ": the registry "
                    + (register ? "refuses this application's schema: " : "does not hold this application's schema: ")
                    + e.getMessage());
        }
    }

    /**
     * The registry knows of no such thing. A 404 without one of its own codes comes from something else: a proxy, or a
     * server asked under the wrong base address; what one asked for may well exist.
     */
    private static boolean isAbsent(RestClientException e) {
        return e.getStatus() == 404 && e.getErrorCode() / 100 == 404;
    }

    /** The registry has judged what it was sent; asked again it would say the same. Everything else may pass. */
    private static boolean isVerdict(RestClientException e) {
        return isAbsent(e) || e.getStatus() == 409 || e.getStatus() == 422;
    }

    /** How the versions that the registry holds break the promise: older ones towards this schema, newer ones with it. */
    private List<String> differences(Subject subject) {
        List<Integer> versions = call(
                "list the versions of " + subject.name(),
                () -> orIfAbsent(() -> client.getAllVersions(subject.name()), List.of()));
        Map<Integer, Schema> held = new TreeMap<>();
        for (int version : versions) {
            held.put(version, call("read version " + version + " of " + subject.name(), () -> new Schema.Parser()
                    .parse(client.getSchemaMetadata(subject.name(), version).getSchema())));
        }
        int own = held.entrySet().stream()
                .filter(entry -> entry.getValue().equals(subject.schema()))
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElse(Integer.MAX_VALUE);
        List<String> differences = new ArrayList<>();
        held.forEach((version, schema) -> {
            List<String> breaks = version < own
                    ? Evolution.breaks(subject.compatibility(), subject.schema(), schema)
                    : Evolution.breaks(subject.compatibility(), schema, subject.schema());
            breaks.forEach(difference -> differences.add("version " + version + ": " + difference));
        });
        return differences;
    }

    private static <T> T orIfAbsent(Call<T> call, T absent) throws IOException, RestClientException {
        try {
            return call.run();
        } catch (RestClientException e) {
            if (isAbsent(e)) {
                return absent;
            }
            throw e;
        }
    }

    private interface Call<T> {
        T run() throws IOException, RestClientException;
    }

    private <T> T call(String what, Call<T> call) {
        long deadline = System.nanoTime() + patience.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            Exception failure;
            try {
                return call.run();
            } catch (RestClientException e) {
                if (isVerdict(e)) {
                    throw new RefusedException(e);
                }
                failure = e;
            } catch (IOException e) {
                failure = e;
            }
            if (closed || System.nanoTime() >= deadline) {
                throw new RegistryUnavailableException(
                        "could not " + what + ": the schema registry has given no usable answer for " + patience + ": "
                                + failure
                                + ". Check that it runs and that " + CommonSettings.SCHEMA_REGISTRY_URL_CONFIG
                                + " is its base address",
                        failure);
            }
            LOG.warn(
                    "Schema registry unavailable, trying again in {}: could not {}: {}",
                    pause,
                    what,
                    failure.toString());
            waitFor(pause, what, failure);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void waitFor(Duration pause, String what, Exception failure) {
        long end = System.nanoTime() + pause.toNanos();
        synchronized (closing) {
            long left = pause.toMillis();
            while (!closed && left > 0) {
                try {
                    closing.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new RegistryUnavailableException("interrupted while waiting to " + what, failure);
                }
                left = (end - System.nanoTime()) / 1_000_000;
            }
        }
    }

    /** The registry answered, and its answer is no. */
    private static final class RefusedException extends RuntimeException {
        RefusedException(RestClientException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
