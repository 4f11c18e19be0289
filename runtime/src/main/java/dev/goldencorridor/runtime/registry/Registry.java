package dev.goldencorridor.runtime.registry;

import dev.goldencorridor.runtime.metrics.MetricDeclaration;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
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
 * Confluent's registry client, with retries while the registry is unavailable. Thread-safe.
 *
 * <p>Each retry is logged. After the time limit, which is called patience, the call throws {@link
 * RegistryUnavailableException}. A final answer (unknown, incompatible, invalid) is not retried. The answer of a
 * proxy, or a missing permission, is not final. {@link #close()} ends the waits of all threads.
 */
public final class Registry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final int CACHED_SCHEMAS_PER_SUBJECT = 1_000;
    /** A lookup runs on a thread that processes events, so it must be short. */
    private static final int LOOK_UP_TIMEOUT_MS = 2_000;

    private static final int CACHED_LOOK_UPS = 100;

    /** Each retry counts. */
    public static final MetricDeclaration FAILED_CALLS = MetricDeclaration.counter(
            "corridor_registry_calls_failed_total",
            "Calls of the schema registry that gave no usable answer; each retry counts",
            "application");

    private final SchemaRegistryClient client;
    private final SchemaRegistryClient lookUps;
    private final RegistryCalls calls;
    private final boolean mayRegister;
    private final Map<Subject, Integer> ids = new ConcurrentHashMap<>();

    /**
     * @param client Confluent's client, real or mock
     * @param patience how long a call waits for a registry that is unavailable
     */
    public Registry(SchemaRegistryClient client, Duration patience) {
        this(client, client, patience, true);
    }

    private Registry(
            SchemaRegistryClient client, SchemaRegistryClient lookUps, Duration patience, boolean mayRegister) {
        this.client = client;
        this.lookUps = lookUps;
        this.calls = new RegistryCalls(patience);
        this.mayRegister = mayRegister;
    }

    /** Creates a client for {@link CommonSettings#SCHEMA_REGISTRY_URL_CONFIG}. It makes no call yet. */
    public static Registry connect(Settings settings, Duration patience) {
        RegistryConnection connection = RegistryConnection.of(settings);
        // A failed lookup must not hide an id for a minute, so the clients cache no absent ids. The decoder decides
        // which ids count as unknown, and for how long.
        RestService shortCalls = connection.service();
        shortCalls.setHttpConnectTimeoutMs(LOOK_UP_TIMEOUT_MS);
        shortCalls.setHttpReadTimeoutMs(LOOK_UP_TIMEOUT_MS);
        return new Registry(
                new CachedSchemaRegistryClient(connection.service(), CACHED_SCHEMAS_PER_SUBJECT, Map.of()),
                new CachedSchemaRegistryClient(shortCalls, CACHED_LOOK_UPS, Map.of()),
                patience,
                settings.bool(CommonSettings.REGISTRY_AUTO_REGISTER_CONFIG));
    }

    /**
     * Adds the counter of failed calls.
     *
     * @param application that uses this client
     */
    public void countIn(Metrics metrics, String application) {
        metrics.counter(FAILED_CALLS, calls::failures, application);
    }

    /** How long a call waits for a registry that is unavailable. */
    public Duration patience() {
        return calls.patience();
    }

    /**
     * Verifies that the subjects are registered with the compatibility that they promise.
     *
     * @param register whether to register what is missing
     *
     * @throws IncompatibleRegistryException naming subject and difference
     */
    public void verify(Collection<Subject> subjects, boolean register) {
        subjects.forEach(subject -> verify(subject, register));
    }

    /**
     * The registry's id of the subject's schema. The id of a verified subject is cached. The schema of any other
     * subject is registered if necessary, and if {@link CommonSettings#REGISTRY_AUTO_REGISTER_CONFIG} allows it.
     */
    public int idOf(Subject subject) {
        Integer known = ids.get(subject);
        return known == null ? idOf(subject, mayRegister) : known;
    }

    /** The schema with this id, or empty if there is none. It waits for a registry that is unavailable. */
    public Optional<Schema> schemaById(int id) {
        try {
            return calls.call("look up schema id " + id, () -> schemaById(client, id));
        } catch (RegistryCalls.RefusedException e) {
            return Optional.empty();
        }
    }

    /**
     * The schema with this id, or empty if there is none. It makes one short call, for threads that must not wait.
     *
     * @throws RegistryUnavailableException at once if the registry gives no usable answer
     */
    public Optional<Schema> lookUp(int id) {
        try {
            return schemaById(lookUps, id);
        } catch (RestClientException e) {
            if (RegistryCalls.isFinalAnswer(e)) {
                return Optional.empty();
            }
            throw noAnswer("look up schema id " + id, e);
        } catch (IOException e) {
            throw noAnswer("look up schema id " + id, e);
        }
    }

    /**
     * Waits before the next call.
     *
     * @throws RegistryUnavailableException if the registry is closed meanwhile
     */
    public void pause(Duration time) {
        calls.waitFor(time, "wait for the schema registry", null);
        if (calls.isClosed()) {
            throw new RegistryUnavailableException("the application closes", null);
        }
    }

    private static Optional<Schema> schemaById(SchemaRegistryClient client, int id)
            throws IOException, RestClientException {
        try {
            ParsedSchema parsed = RegistryCalls.orIfAbsent(() -> client.getSchemaById(id), null);
            return parsed instanceof AvroSchema avro ? Optional.of(avro.rawSchema()) : Optional.empty();
        } catch (IOException e) {
            // The client's message if the registry answered with a schema type that the client cannot parse.
            if (e.getMessage() != null && e.getMessage().startsWith("Invalid schema")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private RegistryUnavailableException noAnswer(String what, Exception failure) {
        calls.failed();
        return new RegistryUnavailableException(
                "could not " + what + ": the schema registry gave no usable answer: " + failure, failure);
    }

    @Override
    public void close() {
        calls.close();
        close(client);
        if (lookUps != client) {
            close(lookUps);
        }
    }

    private static void close(SchemaRegistryClient client) {
        try {
            client.close();
        } catch (IOException e) {
            LOG.warn("Closing the registry client failed: {}", e.toString());
        }
    }

    private void verify(Subject subject, boolean register) {
        requireCompatible(subject);
        idOf(subject, register);
        requireEnforced(subject, register);
    }

    private void requireCompatible(Subject subject) {
        List<String> differences = differences(subject);
        if (!differences.isEmpty()) {
            throw new IncompatibleRegistryException("subject " + subject.name()
                    + ": the registry holds a version that this application's schema does not get along with: "
                    + String.join("; ", differences)
                    + ". Run a release whose schema is compatible, or another registry");
        }
    }

    /** The registry must enforce the promised compatibility. It is set if that is allowed. */
    private void requireEnforced(Subject subject, boolean register) {
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
            calls.call(
                    "set the compatibility of " + subject.name(),
                    () -> client.updateCompatibility(subject.name(), subject.compatibility()));
        } catch (RegistryCalls.RefusedException e) {
            // Two applications may start at the same moment and both find the level unset. Then the other one has set
            // it.
            if (!subject.compatibility().equals(levelOf(subject))) {
                throw new IncompatibleRegistryException("subject " + subject.name()
                        + ": the registry refuses to enforce " + subject.compatibility() + ": " + e.getMessage());
            }
        }
        LOG.info("Subject {} is now {}", subject.name(), subject.compatibility());
    }

    private String levelOf(Subject subject) {
        return calls.call(
                "read the compatibility of " + subject.name(),
                () -> RegistryCalls.orIfAbsent(() -> client.getCompatibility(subject.name()), ""));
    }

    private int idOf(Subject subject, boolean register) {
        AvroSchema schema = new AvroSchema(subject.schema());
        try {
            int id = calls.call(
                    "find the id of subject " + subject.name(),
                    () -> register ? client.register(subject.name(), schema) : client.getId(subject.name(), schema));
            ids.put(subject, id);
            return id;
        } catch (RegistryCalls.RefusedException e) {
            throw new IncompatibleRegistryException("subject " + subject.name() + ": the registry "
                    + (register ? "refuses this application's schema: " : "does not hold this application's schema: ")
                    + e.getMessage());
        }
    }

    /**
     * How the registry's versions break the promise. Versions before this schema are compared as earlier ones, all
     * others as later ones.
     */
    private List<String> differences(Subject subject) {
        List<Integer> versions = calls.call(
                "list the versions of " + subject.name(),
                () -> RegistryCalls.orIfAbsent(() -> client.getAllVersions(subject.name()), List.of()));
        Map<Integer, Schema> held = new TreeMap<>();
        for (int version : versions) {
            held.put(version, calls.call("read version " + version + " of " + subject.name(), () -> new Schema.Parser()
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
}
