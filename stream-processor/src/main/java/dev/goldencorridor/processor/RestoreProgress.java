package dev.goldencorridor.processor;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * How far the restore of active tasks has come, by offsets of their changelogs. Standby tasks do not count. Thread-safe.
 */
final class RestoreProgress implements StateRestoreListener {
    private static final int PERCENT = 100;

    private final Map<TopicPartition, Range> ranges = new ConcurrentHashMap<>();

    /** Offsets of one changelog partition: the first to restore, the next to restore, and the end. */
    private record Range(long begin, long next, long end) {
        boolean isOver() {
            return next >= end;
        }
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long startingOffset, long endingOffset) {
        if (remainingRecords() == 0) {
            // The percentage is that of the present round of restores.
            ranges.clear();
        }
        ranges.put(partition, new Range(startingOffset, startingOffset, endingOffset));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long batchEndOffset, long numRestored) {
        ranges.computeIfPresent(partition, (key, range) -> new Range(range.begin, batchEndOffset + 1, range.end));
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long totalRestored) {
        ranges.computeIfPresent(partition, (key, range) -> new Range(range.begin, range.end, range.end));
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long totalRestored) {
        ranges.remove(partition);
    }

    /** The offsets that remain; 0 if nothing restores. */
    long remainingRecords() {
        return ranges.values().stream()
                .mapToLong(range -> Math.max(0, range.end - range.next))
                .sum();
    }

    /** The restored share in percent, rounded down; empty if nothing restores. */
    OptionalInt percent() {
        long total = 0;
        long done = 0;
        boolean isOver = true;
        for (Range range : ranges.values()) {
            total += range.end - range.begin;
            done += Math.min(range.next, range.end) - range.begin;
            isOver &= range.isOver();
        }
        return isOver ? OptionalInt.empty() : OptionalInt.of((int) (PERCENT * done / total));
    }
}
