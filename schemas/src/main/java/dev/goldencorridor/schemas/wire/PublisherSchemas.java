package dev.goldencorridor.schemas.wire;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;

/**
 * The schemas of what publishers write. A publisher can put any id into a value, so the number of calls to the registry is
 * bounded, for each input topic and in total, whatever ids arrive. No publisher uses up what another one needs.
 *
 * <p>An id that is not known is asked for at most once a second. While the registry is away, what is known still serves;
 * only where nothing is known at all does a call wait for it.
 */
public final class PublisherSchemas implements WriterSchemas {
    private static final int MAX_CALLS_OF_TOPIC = 10;
    private static final int CALLS_OF_TOPIC_PER_SECOND = 1;
    private static final int MAX_CALLS = 50;
    private static final int CALLS_PER_SECOND = 20;
    private static final int MAX_UNKNOWN = 10_000;
    private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final Registry registry;
    private final LongSupplier nanoTime;
    private final SchemaMemory memory = new SchemaMemory();
    private final Map<Integer, Long> askedAt = new LatestUsed<>(MAX_UNKNOWN);
    private final Map<String, OfTopic> topics = new HashMap<>();
    private final LookUpBudget total;
    private boolean isAway;

    private static final class OfTopic {
        private final LookUpBudget budget;
        private boolean isAnswered;

        OfTopic(long now) {
            this.budget = new LookUpBudget(MAX_CALLS_OF_TOPIC, CALLS_OF_TOPIC_PER_SECOND, now);
        }
    }

    /** @param registry answers the calls */
    public PublisherSchemas(Registry registry) {
        this(registry, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime()} */
    public PublisherSchemas(Registry registry, LongSupplier nanoTime) {
        this.registry = registry;
        this.nanoTime = nanoTime;
        this.total = new LookUpBudget(MAX_CALLS, CALLS_PER_SECOND, nanoTime.getAsLong());
    }

    @Override
    public Schema schema(String topic, int id) {
        boolean isBlind;
        synchronized (this) {
            Schema known = memory.get(id);
            if (known != null) {
                return known;
            }
            isBlind = isAway && memory.isEmpty();
            if (!isBlind) {
                requireAllowed(topic, id);
            }
        }
        return isBlind ? waitFor(topic, id) : ask(topic, id);
    }

    /**
     * Whether the latest call for this topic brought an answer, and calls take so little time that more can be made. What
     * is not known then is not known to the registry.
     */
    public synchronized boolean isAnswering(String topic) {
        OfTopic state = topics.get(topic);
        return state != null && state.isAnswered && state.budget.hasTime(nanoTime.getAsLong());
    }

    private void requireAllowed(String topic, int id) {
        long now = nanoTime.getAsLong();
        Long asked = askedAt.get(id);
        if (asked != null && now - asked < ASK_AGAIN_NANOS) {
            throw notKnownYet(id);
        }
        OfTopic state = topics.computeIfAbsent(topic, name -> new OfTopic(now));
        // Many flooding topics together must not take the first call of one that has a new schema.
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

    private Schema ask(String topic, int id) {
        long begin = nanoTime.getAsLong();
        Optional<Schema> answer;
        try {
            answer = registry.lookUp(id);
        } catch (RegistryUnavailableException e) {
            if (failed(topic, begin)) {
                return waitFor(topic, id);
            }
            throw new SchemaNotKnownYetException(id, e.getMessage());
        }
        return answered(topic, id, answer, nanoTime.getAsLong() - begin);
    }

    /** With nothing known there is nothing else to do. */
    private Schema waitFor(String topic, int id) {
        return answered(topic, id, registry.schemaById(id), 0);
    }

    /** Whether nothing at all is known. */
    private synchronized boolean failed(String topic, long begin) {
        OfTopic state = topics.get(topic);
        state.budget.callTook(nanoTime.getAsLong() - begin);
        state.isAnswered = false;
        isAway = true;
        return memory.isEmpty();
    }

    private synchronized Schema answered(String topic, int id, Optional<Schema> answer, long nanos) {
        OfTopic state = topics.computeIfAbsent(topic, name -> new OfTopic(nanoTime.getAsLong()));
        state.budget.callTook(nanos);
        state.isAnswered = true;
        isAway = false;
        if (answer.isEmpty()) {
            throw notKnownYet(id);
        }
        askedAt.remove(id);
        return memory.put(id, answer.get());
    }

    private static SchemaNotKnownYetException notKnownYet(int id) {
        return new SchemaNotKnownYetException(id, "the registry knows no Avro schema by id " + id);
    }
}
