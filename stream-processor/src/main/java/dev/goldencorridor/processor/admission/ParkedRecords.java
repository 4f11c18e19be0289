package dev.goldencorridor.processor.admission;

import static dev.goldencorridor.processor.limits.TaskLimits.MAX_PARKED_BYTES;
import static dev.goldencorridor.processor.limits.TaskLimits.MAX_PARKED_RECORDS;
import static dev.goldencorridor.processor.limits.TaskLimits.MAX_STAGED_PARKED_BYTES;

import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StoreSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parked records of a task. The store has the records, the heap an index of them. The records of each input topic
 * are bounded, so that no publisher takes the capacity of another. For the task's thread.
 */
final class ParkedRecords {
    /** The section of the store. */
    private static final char PARKED = 'u';

    private final StagedStore store;
    private final StoreSection section;
    private final Map<String, TopicIndex> topics = new LinkedHashMap<>();
    private long stagedBytes;

    private record Entry(String storeKey, long parkedAt, int bytes) {}

    /** The entries of one topic by schema id. The ids are in the order in which they are tried next. */
    private static final class TopicIndex {
        private final Map<Integer, List<Entry>> entries = new LinkedHashMap<>();
        private int records;
        private long bytes;
    }

    ParkedRecords(StagedStore store) {
        this.store = store;
        this.section = store.section(PARKED);
        section.forEach((key, value) -> addToIndex(ParkedRecord.fromBytes(value)));
    }

    /** Stores a record. Returns false if its topic has too many. */
    boolean add(ParkedRecord parked) {
        TopicIndex topic = topics.get(parked.origin().topic());
        if (topic != null && (topic.records >= MAX_PARKED_RECORDS || topic.bytes + parked.bytes() > MAX_PARKED_BYTES)) {
            return false;
        }
        section.put(parked.storeKey(), parked.toBytes());
        addToIndex(parked);
        stagedBytes += parked.bytes();
        if (stagedBytes > MAX_STAGED_PARKED_BYTES) {
            store.flush();
            stagedBytes = 0;
        }
        return true;
    }

    /** Returns the topics that have parked records. */
    List<String> topics() {
        return List.copyOf(topics.keySet());
    }

    /**
     * Returns the ids that records of a topic wait for, in the order in which to try them. The first one goes last next
     * time.
     */
    List<Integer> nextSchemaIds(String topic) {
        TopicIndex index = topics.get(topic);
        if (index == null) {
            return List.of();
        }
        List<Integer> ids = List.copyOf(index.entries.keySet());
        // The calls to the registry are limited, so each id comes first in its turn.
        index.entries.put(ids.get(0), index.entries.remove(ids.get(0)));
        return ids;
    }

    /**
     * Removes and returns records of one schema id, the oldest first.
     *
     * @param parkedBefore only records that were parked earlier are returned
     * @param max the most records to return
     */
    List<ParkedRecord> take(String topic, int schemaId, long parkedBefore, int max) {
        TopicIndex index = topics.get(topic);
        List<Entry> entries = index == null ? null : index.entries.get(schemaId);
        List<ParkedRecord> taken = new ArrayList<>();
        if (entries == null) {
            return taken;
        }
        int count = 0;
        while (count < entries.size() && count < max && entries.get(count).parkedAt < parkedBefore) {
            Entry entry = entries.get(count);
            byte[] stored = section.get(entry.storeKey);
            if (stored != null) {
                taken.add(ParkedRecord.fromBytes(stored));
                section.put(entry.storeKey, null);
            }
            index.records--;
            index.bytes -= entry.bytes;
            count++;
        }
        entries.subList(0, count).clear();
        if (entries.isEmpty()) {
            index.entries.remove(schemaId);
        }
        if (index.entries.isEmpty()) {
            topics.remove(topic);
        }
        return taken;
    }

    private void addToIndex(ParkedRecord parked) {
        TopicIndex topic = topics.computeIfAbsent(parked.origin().topic(), name -> new TopicIndex());
        topic.entries
                .computeIfAbsent(parked.schemaId(), id -> new ArrayList<>())
                .add(new Entry(parked.storeKey(), parked.parkedAt(), parked.bytes()));
        topic.records++;
        topic.bytes += parked.bytes();
    }
}
