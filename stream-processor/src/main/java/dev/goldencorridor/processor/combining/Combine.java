package dev.goldencorridor.processor.combining;

import dev.goldencorridor.processor.rolling.Calendar;
import dev.goldencorridor.processor.rolling.Pane;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Adds up, inside one task, the changes of each minute's and each day's pane and passes the sums on several times a second, so that a hot
 * dimension costs the task that keeps it panes, not events. What is pending is in a changelogged store: a crash between
 * two commits loses nothing.
 */
public final class Combine implements Processor<String, Contribution, String, Contribution> {
    public static final String PENDING_STORE = "pending-pane-changes";
    private static final char SEPARATOR = '\0';
    private static final char OF_MINUTE = 'm';
    private static final char OF_DAY = 'd';
    private static final int MOST_PENDING = 20_000;
    /** No dimension's key begins with the separator. */
    private static final String WATERMARK_KEY = SEPARATOR + "watermark";

    private final Duration interval;
    private final Calendar calendar;
    private ProcessorContext<String, Contribution> context;
    private KeyValueStore<String, byte[]> pending;
    private long approximatelyPending;
    private long watermark;
    private long toldWatermark;
    private Cancellable punctuation;

    private Combine(Duration interval, Calendar calendar) {
        this.interval = interval;
        this.calendar = calendar;
    }

    /** The step and its store; sums, of minutes and of days of the calendar, are passed on once per interval (wall clock). */
    public static ProcessorSupplier<String, Contribution, String, Contribution> every(
            Duration interval, Calendar calendar) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, Contribution, String, Contribution> get() {
                return new Combine(interval, calendar);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(PENDING_STORE), Serdes.String(), Serdes.ByteArray())
                        .withCachingEnabled());
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, Contribution> context) {
        this.context = context;
        this.pending = context.getStateStore(PENDING_STORE);
        this.approximatelyPending = 0;
        byte[] known = pending.get(WATERMARK_KEY);
        this.watermark = known == null ? Long.MIN_VALUE : ByteBuffer.wrap(known).getLong();
        this.toldWatermark = Long.MIN_VALUE;
        if (punctuation != null) {
            // A task that is revived is initialised again.
            punctuation.cancel();
        }
        punctuation = context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, now -> passOn());
    }

    @Override
    public void process(Record<String, Contribution> record) {
        if (record.value() instanceof Contribution.PaneChange change) {
            Pane bare = new Pane().addWithoutCargo(change.change(), 1);
            if (!bare.isZero()) {
                add(record.key() + SEPARATOR + OF_MINUTE + change.minute(), bare);
            }
            add(record.key() + SEPARATOR + OF_DAY + calendar.dayOf(change.minute()), change.change());
        } else if (record.value() instanceof Contribution.Watermark mark) {
            if (mark.millis() > watermark) {
                watermark = mark.millis();
                pending.put(
                        WATERMARK_KEY,
                        ByteBuffer.allocate(Long.BYTES).putLong(watermark).array());
            }
        } else {
            context.forward(record);
        }
    }

    private void add(String place, Pane change) {
        byte[] before = pending.get(place);
        if (before == null) {
            pending.put(place, change.toBytes());
            if (++approximatelyPending >= MOST_PENDING) {
                passOn();
            }
            return;
        }
        Pane sum = Pane.fromBytes(before).add(change, 1);
        if (sum.isZero()) {
            pending.delete(place);
        } else {
            pending.put(place, sum.toBytes());
        }
    }

    private void passOn() {
        long now = context.currentSystemTimeMs();
        try (KeyValueIterator<String, byte[]> all = pending.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                if (entry.key.equals(WATERMARK_KEY)) {
                    continue;
                }
                int separator = entry.key.lastIndexOf(SEPARATOR);
                long number = Long.parseLong(entry.key, separator + 2, entry.key.length(), 10);
                Pane sum = Pane.fromBytes(entry.value);
                context.forward(new Record<>(
                        entry.key.substring(0, separator),
                        entry.key.charAt(separator + 1) == OF_DAY
                                ? new Contribution.DayChange(number, sum)
                                : new Contribution.PaneChange(number, sum),
                        now));
                pending.delete(entry.key);
            }
        }
        approximatelyPending = 0;
        if (watermark > toldWatermark) {
            context.forward(new Record<>("", new Contribution.Watermark(watermark), now));
            toldWatermark = watermark;
        }
    }
}
