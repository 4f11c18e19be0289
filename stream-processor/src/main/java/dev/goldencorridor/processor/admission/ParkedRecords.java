package dev.goldencorridor.processor.admission;

import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StoreSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of a task that wait for their schema ids to become known. They are in the store; the heap holds where. Of
 * each input topic it takes a bounded number, so that no publisher takes the capacity of another. For the task's thread.
 */
final class ParkedRecords {
    static final int MAX_RECORDS_OF_TOPIC = 1_000;
    static final long MAX_BYTES_OF_TOPIC = 8L << 20;

    /** The section of the store. */
    private static final char PARKED = 'u';
    /** What is put into a section is on the heap until it is written. */
    private static final long MAX_UNWRITTEN_BYTES = 1L << 20;

    private final StagedStore store;
    private final StoreSection section;
    private final Map<String, OfTopic> topics = new LinkedHashMap<>();
    private long unwrittenBytes;

    private record Entry(String storeKey, long parkedAt, int bytes) {}

    /** The entries of one topic by schema id; the id that was tried first is the last one next time. */
    private static final class OfTopic {
        private final Map<Integer, List<Entry>> entries = new LinkedHashMap<>();
        private int records;
        private long bytes;
    }

    /** The records that a store holds. */
    ParkedRecords(StagedStore store) {
        this.store = store;
        this.section = store.section(PARKED);
        section.forEach((key, value) -> index(ParkedRecord.fromBytes(value)));
    }

    /** Stores a record, unless its topic has too many: then false. */
    boolean add(ParkedRecord parked) {
        OfTopic topic = topics.get(parked.origin().topic());
        if (topic != null
                && (topic.records >= MAX_RECORDS_OF_TOPIC || topic.bytes + parked.bytes() > MAX_BYTES_OF_TOPIC)) {
            return false;
        }
        section.put(parked.storeKey(), parked.toBytes());
        index(parked);
        unwrittenBytes += parked.bytes();
        if (unwrittenBytes > MAX_UNWRITTEN_BYTES) {
            store.write();
            unwrittenBytes = 0;
        }
        return true;
    }

    /** The topics of which records wait. */
    List<String> topics() {
        return List.copyOf(topics.keySet());
    }

    /** The ids that records of a topic wait for, in the order in which they are to be tried. */
    List<Integer> schemaIds(String topic) {
        OfTopic state = topics.get(topic);
        if (state == null) {
            return List.of();
        }
        List<Integer> ids = List.copyOf(state.entries.keySet());
        // With many unknown ids there are calls for some of them only: each comes first in its turn.
        state.entries.put(ids.get(0), state.entries.remove(ids.get(0)));
        return ids;
    }

    /**
     * Takes records of one id out, the oldest first.
     *
     * @param parkedBefore only those that wait since an earlier time than this
     * @param max how many at most
     */
    List<ParkedRecord> take(String topic, int schemaId, long parkedBefore, int max) {
        OfTopic state = topics.get(topic);
        List<Entry> entries = state == null ? null : state.entries.get(schemaId);
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
            state.records--;
            state.bytes -= entry.bytes;
            count++;
        }
        entries.subList(0, count).clear();
        if (entries.isEmpty()) {
            state.entries.remove(schemaId);
        }
        if (state.entries.isEmpty()) {
            topics.remove(topic);
        }
        return taken;
    }

    private void index(ParkedRecord parked) {
        OfTopic topic = topics.computeIfAbsent(parked.origin().topic(), name -> new OfTopic());
        topic.entries
                .computeIfAbsent(parked.schemaId(), id -> new ArrayList<>())
                .add(new Entry(parked.storeKey(), parked.parkedAt(), parked.bytes()));
        topic.records++;
        topic.bytes += parked.bytes();
    }
}
