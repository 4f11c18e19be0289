package dev.goldencorridor.processor.state;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A section of a store whose records consist of parts of two steps in the same tasks. A task has one write-behind cache
 * of them. So an event that changes both parts writes one record. A topology has one such object; its steps receive it.
 *
 * <p>Each step joins the cache of its task when it is initialised, in any order. When Kafka Streams revives a task, it
 * initialises the steps again. The first of them then starts a new cache.
 */
public final class SharedRecords {
    private final StoreBuilder<KeyValueStore<String, byte[]>> store;
    private final char mark;
    private final Map<String, SharedRecordCache> byTask = new ConcurrentHashMap<>();

    /** A part of a record. */
    public enum Position {
        FIRST,
        SECOND
    }

    /**
     * Records of a section.
     *
     * @param store must have no cache of its own; both steps are connected to it
     * @param mark the first character of the section's keys; unique in the store
     */
    public SharedRecords(StoreBuilder<KeyValueStore<String, byte[]>> store, char mark) {
        this.store = store;
        this.mark = mark;
    }

    public StoreBuilder<KeyValueStore<String, byte[]>> store() {
        return store;
    }

    /**
     * Joins the cache of a task. To be called when a step is initialised.
     *
     * @param maxEntries a limit for the unchanged records on the heap; the greater limit of both steps applies
     * @param hook the registration of the step. Its flush then includes the records, with the parts of both steps.
     * @param prerequisite writes what must be in the stores before the records are, in case a kill interrupts the flush
     *     without a transaction
     */
    public <V> RecordPart<V> join(
            Position position,
            ProcessorContext<?, ?> context,
            RecordPart.Format<V> format,
            int maxEntries,
            CommitHook.Registration hook,
            Runnable prerequisite) {
        String task = context.taskId().toString();
        SharedRecordCache cache = byTask.compute(task, (id, present) -> {
            if (present != null && !present.hasPart(position)) {
                return present;
            }
            if (present != null) {
                present.replaced();
            }
            return new SharedRecordCache(task, context.getStateStore(store.name()), mark);
        });
        hook.onUnregister(() -> byTask.remove(task, cache));
        return cache.join(position, format, maxEntries, hook, prerequisite);
    }
}
