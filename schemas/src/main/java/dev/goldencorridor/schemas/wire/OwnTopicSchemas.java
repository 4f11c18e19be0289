package dev.goldencorridor.schemas.wire;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schemas of what the corridor's own applications write. An id that the registry does not know is waited for like a
 * registry that is away, as long as the grace lasts: the node that answers may be behind the one that registered it.
 */
public final class OwnTopicSchemas implements WriterSchemas {
    /** Longer than the nodes of a registry are behind each other. */
    public static final Duration GRACE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(OwnTopicSchemas.class);
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);
    private static final long REFUSED_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int MAX_UNKNOWN = 1_000;

    private final Registry registry;
    private final Duration grace;
    private final SchemaMemory memory = new SchemaMemory();
    private final Map<Integer, Unknown> unknown = new LatestUsed<>(MAX_UNKNOWN);

    /**
     * @param since when the registry first did not know it, nanoseconds
     * @param refusedAt when it was refused; null if it is within its grace
     */
    private record Unknown(long since, Long refusedAt) {}

    /**
     * @param registry answers the calls
     * @param grace how long an id may be unknown
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
                Schema known = memory.get(id);
                if (known != null) {
                    return known;
                }
                Unknown before = unknown.get(id);
                if (before != null
                        && before.refusedAt != null
                        && System.nanoTime() - before.refusedAt < REFUSED_NANOS) {
                    throw refused(id);
                }
            }
            Optional<Schema> answer = registry.schemaById(id);
            synchronized (this) {
                if (answer.isPresent()) {
                    unknown.remove(id);
                    return memory.put(id, answer.get());
                }
                requireGrace(topic, id);
            }
            if (System.nanoTime() - begin >= registry.patience().toNanos()) {
                throw new RegistryUnavailableException(
                        "the schema registry does not know schema id " + id + " of topic " + topic
                                + " yet; a node of it may be behind",
                        null);
            }
            registry.pause(ASK_AGAIN);
        }
    }

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
