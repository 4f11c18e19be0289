package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.schemas.places.PortCatalogue;
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
 * Decides which dimensions a task counts by their own names. A publisher may name any number of places. Each name that is
 * counted costs heap, disk and topic keys in all later steps, so the names outside the port catalogue are limited: for each
 * publisher, so that none takes the share of another, and for the task. For a task's thread.
 *
 * <p>The answer depends on what the register holds at that time. Whoever withdraws a fact must remember where it was counted.
 */
final class DimensionRegister {
    private static final Logger LOG = LoggerFactory.getLogger(DimensionRegister.class);
    private static final byte VERSION = 1;
    private static final Duration WARNING_INTERVAL = Duration.ofMinutes(1);
    private static final long DAY = Duration.ofDays(1).toMillis();
    /** An entry is written for so long ahead, so that a dimension in use costs one write in this time. */
    private static final int DAYS_AHEAD = 30;

    private final ProcessorContext<?, ?> context;
    private final PortCatalogue ports;
    private final Limits limits;
    private final StoreSection section;
    private final Sensor refused;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private final Map<String, Long> lastWarnings = new HashMap<>();
    /** No entry ends before this day. */
    private long firstEnd = Long.MAX_VALUE;

    /**
     * How many dimensions outside the port catalogue one task counts by their own names.
     *
     * @param mostPerPublisher of those that one publisher was the first to report
     * @param mostInTotal of all publishers together
     */
    record Limits(int mostPerPublisher, int mostInTotal) {}

    /**
     * A registered dimension.
     *
     * @param publisher the first that reported it
     * @param end the last day, from 1970-01-01 on, for which it is certain to be kept
     */
    private record Entry(String publisher, long end) {
        byte[] toBytes() {
            return BinaryCodec.write(16 + publisher.length(), out -> {
                out.writeByte(VERSION);
                out.writeUTF(publisher);
                VarLong.write(out, end);
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

    /**
     * Restores the register of a task.
     *
     * @param section where the register is kept
     */
    DimensionRegister(ProcessorContext<?, ?> context, PortCatalogue ports, Limits limits, StoreSection section) {
        this.context = context;
        this.ports = ports;
        this.limits = limits;
        this.section = section;
        this.refused = context.metrics()
                .addRateTotalSensor(
                        "admission", context.taskId().toString(), "dimension-refused", Sensor.RecordingLevel.INFO);
        section.forEach((dimension, stored) -> add(dimension, Entry.fromBytes(stored)));
    }

    /** As {@link #admits(String, String, String, String, long)}, for a dimension of one facility. */
    boolean admits(String dimension, String facility, String publisher, long occurredAt) {
        return admits(dimension, facility, facility, publisher, occurredAt);
    }

    /**
     * Whether a dimension is counted by its own name rather than with the others. A dimension of the catalogue always is;
     * another is registered where the limits allow it.
     *
     * @param dimension its key
     * @param from the first facility of the dimension
     * @param to its other facility; the same where it has but one
     * @param publisher of the report; null if it is unknown
     * @param occurredAt the event's time, milliseconds since 1970-01-01T00:00Z
     */
    boolean admits(String dimension, String from, String to, String publisher, long occurredAt) {
        if (isOfCatalogue(dimension, from, to)) {
            return true;
        }
        Entry entry = entries.get(dimension);
        long day = Math.floorDiv(occurredAt, DAY);
        if (entry != null) {
            if (day > entry.end) {
                put(dimension, new Entry(entry.publisher, day + DAYS_AHEAD));
            }
            return true;
        }
        String owner = publisher == null ? "" : publisher;
        if (sizes.getOrDefault(owner, 0) >= limits.mostPerPublisher) {
            refuse(dimension, owner, limits.mostPerPublisher + " dimensions for each publisher and task");
            return false;
        }
        if (entries.size() >= limits.mostInTotal) {
            refuse(dimension, owner, limits.mostInTotal + " dimensions for each task");
            return false;
        }
        put(dimension, new Entry(owner, day + DAYS_AHEAD));
        return true;
    }

    private boolean isOfCatalogue(String dimension, String from, String to) {
        return dimension.startsWith("PORT/")
                || dimension.startsWith("NETWORK/")
                || (ports.find(from).isPresent() && ports.find(to).isPresent());
    }

    private void refuse(String dimension, String publisher, String limit) {
        long now = context.currentSystemTimeMs();
        refused.record(1, now);
        Long last = lastWarnings.get(publisher);
        if (last == null || now - last >= WARNING_INTERVAL.toMillis()) {
            lastWarnings.put(publisher, now);
            LOG.warn(
                    "Task {} counts {} under OTHER: publisher {} has reached the limit of {}. If its places are real,"
                            + " add them to the port catalogue or raise the limit; otherwise ask the publisher",
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
            sizes.merge(entry.publisher, 1, Integer::sum);
        }
        firstEnd = Math.min(firstEnd, entry.end);
    }

    /**
     * Forgets the dimensions of which no event is kept any more.
     *
     * @param earliest the first event time that the calendar keeps, milliseconds since 1970-01-01T00:00Z
     * @return how many were forgotten
     */
    int expire(long earliest) {
        long day = Math.floorDiv(earliest, DAY);
        if (day <= firstEnd) {
            return 0;
        }
        int forgotten = 0;
        firstEnd = Long.MAX_VALUE;
        Iterator<Map.Entry<String, Entry>> all = entries.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Entry> one = all.next();
            Entry entry = one.getValue();
            if (entry.end < day) {
                all.remove();
                sizes.computeIfPresent(entry.publisher, (name, size) -> size == 1 ? null : size - 1);
                section.put(one.getKey(), null);
                forgotten++;
            } else {
                firstEnd = Math.min(firstEnd, entry.end);
            }
        }
        return forgotten;
    }
}
