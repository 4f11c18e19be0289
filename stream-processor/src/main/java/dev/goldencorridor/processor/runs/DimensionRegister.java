package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.state.StoreSection;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which dimensions a task counts by their own names. A publisher may name any number of places, and each name
 * costs heap, disk and topic keys in all later steps. So the names outside the port catalogue are limited for the task,
 * and for each publisher, so that none takes the capacity of another.
 *
 * <p>The answer depends on the present entries of the register. To subtract a measurement, the caller must store where
 * it was counted. For the task's thread.
 */
final class DimensionRegister {
    private static final Logger LOG = LoggerFactory.getLogger(DimensionRegister.class);
    private static final byte VERSION = 1;
    private static final Duration WARNING_INTERVAL = Duration.ofMinutes(1);
    private static final long DAY_MS = Duration.ofDays(1).toMillis();
    /** How far an entry is extended beyond its last event, so that a dimension in use costs one write in this time. */
    private static final int DAYS_AHEAD = 30;

    private final ProcessorContext<?, ?> context;
    private final RunProcessor.DimensionLimits limits;
    private final StoreSection section;
    private final Sensor refused;
    private final ProcessorMetrics metrics;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Integer> entriesOfPublisher = new HashMap<>();
    private final Map<String, Long> lastWarnings = new HashMap<>();
    /** No entry has an earlier last day. */
    private long earliestLastDay = Long.MAX_VALUE;

    /**
     * A registered dimension.
     *
     * @param publisher the first publisher that reported it
     * @param lastDay the last day, counted from 1970-01-01, whose events it certainly outlives
     */
    private record Entry(String publisher, long lastDay) {
        byte[] toBytes() {
            return BinaryCodec.write(16 + publisher.length(), out -> {
                out.writeByte(VERSION);
                out.writeUTF(publisher);
                VarLong.write(out, lastDay);
            });
        }

        static Entry fromBytes(byte[] bytes) {
            return BinaryCodec.read(bytes, "a registered dimension", in -> {
                byte version = in.readByte();
                if (version != VERSION) {
                    throw new IOException("version " + version + "; this release reads version " + VERSION);
                }
                return new Entry(in.readUTF(), VarLong.read(in));
            });
        }
    }

    /** @param section the section that stores the register */
    DimensionRegister(
            ProcessorContext<?, ?> context,
            RunProcessor.DimensionLimits limits,
            StoreSection section,
            ProcessorMetrics metrics) {
        this.context = context;
        this.limits = limits;
        this.section = section;
        this.metrics = metrics;
        this.refused = context.metrics()
                .addRateTotalSensor(
                        "admission", context.taskId().toString(), "dimension-refused", Sensor.RecordingLevel.INFO);
        section.forEach((dimension, stored) -> add(dimension, Entry.fromBytes(stored)));
    }

    /**
     * Whether a dimension with a place outside the catalogue counts by its own name rather than under OTHER. It is
     * registered if the limits allow it.
     *
     * @param dimension the dimension's key
     * @param publisher the publisher of the report; empty if unknown
     * @param occurredAt the event time, milliseconds since 1970-01-01T00:00Z
     */
    boolean admits(String dimension, String publisher, long occurredAt) {
        Entry entry = entries.get(dimension);
        long day = Math.floorDiv(occurredAt, DAY_MS);
        if (entry != null) {
            extend(dimension, entry, day);
            return true;
        }
        if (entriesOfPublisher.getOrDefault(publisher, 0) >= limits.perPublisher()) {
            refuse(dimension, publisher, limits.perPublisher() + " dimensions for each publisher and task");
            return false;
        }
        if (entries.size() >= limits.inTotal()) {
            refuse(dimension, publisher, limits.inTotal() + " dimensions for each task");
            return false;
        }
        put(dimension, new Entry(publisher, day + DAYS_AHEAD));
        return true;
    }

    private void extend(String dimension, Entry entry, long day) {
        if (day > entry.lastDay) {
            put(dimension, new Entry(entry.publisher, day + DAYS_AHEAD));
        }
    }

    private void refuse(String dimension, String publisher, String limit) {
        long now = context.currentSystemTimeMs();
        refused.record(1, now);
        metrics.dimensionsRefused().increment();
        Long last = lastWarnings.get(publisher);
        if (last == null || now - last >= WARNING_INTERVAL.toMillis()) {
            lastWarnings.put(publisher, now);
            LOG.warn(
                    "Task {} counts {} under OTHER: publisher {} has reached the limit of {}. If its places are real,"
                            + " add them to the port catalogue or raise the limit, which a small heap lowers; otherwise ask the"
                            + " publisher",
                    context.taskId(),
                    dimension,
                    publisher,
                    limit);
        }
    }

    private void put(String dimension, Entry entry) {
        add(dimension, entry);
        section.put(dimension, entry.toBytes());
    }

    private void add(String dimension, Entry entry) {
        if (entries.put(dimension, entry) == null) {
            entriesOfPublisher.merge(entry.publisher, 1, Integer::sum);
        }
        earliestLastDay = Math.min(earliestLastDay, entry.lastDay);
    }

    /**
     * Removes the dimensions all of whose events are past their retention.
     *
     * @param earliest the first event time within the retention, milliseconds since 1970-01-01T00:00Z
     * @return the number of removed dimensions
     */
    int expire(long earliest) {
        long day = Math.floorDiv(earliest, DAY_MS);
        if (day <= earliestLastDay) {
            return 0;
        }
        int removed = 0;
        earliestLastDay = Long.MAX_VALUE;
        Iterator<Map.Entry<String, Entry>> all = entries.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Entry> one = all.next();
            Entry entry = one.getValue();
            if (entry.lastDay < day) {
                all.remove();
                entriesOfPublisher.computeIfPresent(entry.publisher, (name, size) -> size == 1 ? null : size - 1);
                section.put(one.getKey(), null);
                removed++;
            } else {
                earliestLastDay = Math.min(earliestLastDay, entry.lastDay);
            }
        }
        return removed;
    }
}
