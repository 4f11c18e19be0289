package dev.goldencorridor.schemas.wire;

import static dev.goldencorridor.schemas.limits.SchemaLimits.MAX_OWN_UNKNOWN_IDS;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schemas of topics that the corridor's own applications write. An unknown schema id counts as an outage of the
 * registry during a grace period, because the node that answers may lag behind the node that registered the schema.
 * Thread-safe.
 */
public final class OwnTopicSchemas implements WriterSchemas {
    /** Grace period: longer than the lag between nodes of a registry. */
    public static final Duration GRACE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(OwnTopicSchemas.class);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);
    /** How long an id stays refused before the registry is queried again. */
    private static final long REFUSAL_NANOS = Duration.ofSeconds(10).toNanos();

    private final Registry registry;
    private final Duration grace;
    private final SchemaCache cache = new SchemaCache();
    private final Map<Integer, Unknown> unknown = new LruMap<>(MAX_OWN_UNKNOWN_IDS);

    /**
     * @param since when the id was first unknown, in nanoseconds
     * @param refusedAt when the id was refused, in nanoseconds; null during its grace period
     */
    private record Unknown(long since, Long refusedAt) {}

    /**
     * @param registry the source of schemas
     * @param grace how long an id may be unknown before it is refused
     */
    public OwnTopicSchemas(Registry registry, Duration grace) {
        this.registry = registry;
        this.grace = grace;
    }

    @Override
    public Schema schema(String topic, int id) {
        long begin = System.nanoTime();
        while (true) {
            synchronized (this) {
                Schema known = cache.get(id);
                if (known != null) {
                    return known;
                }
                if (isRefused(id)) {
                    throw refused(id);
                }
            }
            Optional<Schema> answer = registry.schemaById(id);
            synchronized (this) {
                if (answer.isPresent()) {
                    unknown.remove(id);
                    return cache.put(id, answer.get());
                }
                requireGrace(topic, id);
            }
            if (System.nanoTime() - begin >= registry.patience().toNanos()) {
                throw new RegistryUnavailableException(
                        "the schema registry does not know schema id " + id + " of topic " + topic
                                + " yet; a node of it may be behind",
                        null);
            }
            registry.pause(RETRY_INTERVAL);
        }
    }

    private boolean isRefused(int id) {
        Unknown before = unknown.get(id);
        return before != null && before.refusedAt != null && System.nanoTime() - before.refusedAt < REFUSAL_NANOS;
    }

    /** Refuses an id whose grace period is over. */
    private void requireGrace(String topic, int id) {
        long now = System.nanoTime();
        Unknown before = unknown.get(id);
        long since = before == null ? now : before.since;
        if (now - since >= grace.toNanos()) {
            unknown.put(id, new Unknown(since, now));
            throw refused(id);
        }
        if (before == null) {
            LOG.warn(
                    "The schema registry does not know schema id {} of topic {} yet, trying again for {}",
                    id,
                    topic,
                    grace);
            unknown.put(id, new Unknown(now, null));
        }
    }

    private static UndecodableException refused(int id) {
        return new UndecodableException(Undecodable.UNKNOWN_SCHEMA, "the registry knows no Avro schema by id " + id);
    }
}
