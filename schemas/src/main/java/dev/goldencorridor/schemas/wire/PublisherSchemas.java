package dev.goldencorridor.schemas.wire;

import static dev.goldencorridor.schemas.limits.SchemaLimits.MAX_CALLS_PER_TOPIC;
import static dev.goldencorridor.schemas.limits.SchemaLimits.MAX_REGISTRY_CALLS;
import static dev.goldencorridor.schemas.limits.SchemaLimits.MAX_REGISTRY_CALLS_PER_SECOND;
import static dev.goldencorridor.schemas.limits.SchemaLimits.MAX_TOPIC_CALLS_PER_SECOND;
import static dev.goldencorridor.schemas.limits.SchemaLimits.MAX_UNKNOWN_IDS;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;

/**
 * The schemas of topics that publishers write. A publisher can put any schema id into a value. Calls to the registry
 * are therefore limited for each input topic and in total. No publisher can use up the calls that another one needs.
 *
 * <p>An unknown id is looked up at most once a second. While the registry is unavailable, cached schemas still serve.
 * A call waits for the registry only if no schema at all is cached. Thread-safe.
 */
public final class PublisherSchemas implements WriterSchemas {
    private static final long RETRY_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final Registry registry;
    private final LongSupplier nanoTime;
    private final SchemaCache cache = new SchemaCache();
    private final Map<Integer, Long> askedAt = new LruMap<>(MAX_UNKNOWN_IDS);
    private final Map<String, TopicState> topics = new HashMap<>();
    private final LookUpBudget total;
    private boolean isUnavailable;

    private static final class TopicState {
        private final LookUpBudget budget;
        private boolean isAnswered;

        TopicState(long now) {
            this.budget = new LookUpBudget(MAX_CALLS_PER_TOPIC, MAX_TOPIC_CALLS_PER_SECOND, now);
        }
    }

    /** @param registry the source of schemas */
    public PublisherSchemas(Registry registry) {
        this(registry, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime()} */
    public PublisherSchemas(Registry registry, LongSupplier nanoTime) {
        this.registry = registry;
        this.nanoTime = nanoTime;
        this.total = new LookUpBudget(MAX_REGISTRY_CALLS, MAX_REGISTRY_CALLS_PER_SECOND, nanoTime.getAsLong());
    }

    @Override
    public Schema schema(String topic, int id) {
        boolean mustWait;
        synchronized (this) {
            Schema known = cache.get(id);
            if (known != null) {
                return known;
            }
            mustWait = isUnavailable && cache.isEmpty();
            if (!mustWait) {
                requireAllowed(topic, id);
            }
        }
        return mustWait ? waitFor(topic, id) : lookUp(topic, id);
    }

    /**
     * Whether the latest call for this topic was answered and the time budget allows more calls. If so, an unknown
     * schema id is unknown to the registry too.
     */
    public synchronized boolean isAnswering(String topic) {
        TopicState state = topics.get(topic);
        return state != null && state.isAnswered && state.budget.hasTime(nanoTime.getAsLong());
    }

    private void requireAllowed(String topic, int id) {
        long now = nanoTime.getAsLong();
        Long asked = askedAt.get(id);
        if (asked != null && now - asked < RETRY_INTERVAL_NANOS) {
            throw notKnownYet(id);
        }
        TopicState state = topics.computeIfAbsent(topic, name -> new TopicState(now));
        // Many topics that flood together must not use up the first calls of a topic with a new schema.
        boolean isAllowed = total.allows(now) ? state.budget.allows(now) : state.budget.isHardlyUsed(now);
        if (!isAllowed) {
            throw new SchemaNotKnownYetException(
                    id,
                    "schema id " + id + " is not known, and " + topic
                            + " has too many unknown schema ids to ask the registry for this one now");
        }
        state.budget.callBegins();
        total.callBegins();
        askedAt.put(id, now);
    }

    private Schema lookUp(String topic, int id) {
        long begin = nanoTime.getAsLong();
        Optional<Schema> answer;
        try {
            answer = registry.lookUp(id);
        } catch (RegistryUnavailableException e) {
            if (recordFailure(topic, begin)) {
                return waitFor(topic, id);
            }
            throw new SchemaNotKnownYetException(id, e.getMessage());
        }
        return recordAnswer(topic, id, answer, nanoTime.getAsLong() - begin);
    }

    /** Without any cached schema no event can be processed, so the thread waits. */
    private Schema waitFor(String topic, int id) {
        return recordAnswer(topic, id, registry.schemaById(id), 0);
    }

    /**
     * Records a failed call.
     *
     * @return whether no schema at all is cached
     */
    private synchronized boolean recordFailure(String topic, long begin) {
        TopicState state = topics.get(topic);
        state.budget.callTook(nanoTime.getAsLong() - begin);
        state.isAnswered = false;
        isUnavailable = true;
        return cache.isEmpty();
    }

    private synchronized Schema recordAnswer(String topic, int id, Optional<Schema> answer, long nanos) {
        TopicState state = topics.computeIfAbsent(topic, name -> new TopicState(nanoTime.getAsLong()));
        state.budget.callTook(nanos);
        state.isAnswered = true;
        isUnavailable = false;
        if (answer.isEmpty()) {
            throw notKnownYet(id);
        }
        askedAt.remove(id);
        return cache.put(id, answer.get());
    }

    private static SchemaNotKnownYetException notKnownYet(int id) {
        return new SchemaNotKnownYetException(id, "the registry knows no Avro schema by id " + id);
    }
}
