package dev.goldencorridor.processor.combining;

import dev.goldencorridor.processor.rolling.Calendar;
import dev.goldencorridor.processor.state.BeforeCommit;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
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
 * Adds up, inside one task, what is measured in each minute and on each day, and passes the sums on several times a
 * second, one record per dimension: a hot dimension costs the task that keeps it panes, not events. What is pending when
 * the task is committed is in a changelogged store: a crash loses nothing.
 */
public final class Combine implements Processor<String, Contribution, String, Contribution> {
    public static final String PENDING_STORE = "pending-sums";
    public static final String BEFORE_COMMIT_STORE = "pending-sums-before-commit";
    /** Bounds memory, and the length of a record. */
    private static final int MOST_PENDING = 5_000;
    /** No dimension's key is empty. */
    private static final String WATERMARK_KEY = "";

    private final Duration interval;
    private final Calendar calendar;
    private final BeforeCommit beforeCommit;
    private final Map<String, PendingSum> pending = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private ProcessorContext<String, Contribution> context;
    private KeyValueStore<String, Contribution> store;
    private BeforeCommit.Request write;
    private int parts;
    private long watermark;
    private long writtenWatermark;
    private long toldWatermark;
    private Cancellable punctuation;

    private Combine(Duration interval, Calendar calendar, BeforeCommit beforeCommit) {
        this.interval = interval;
        this.calendar = calendar;
        this.beforeCommit = beforeCommit;
    }

    /** The step and its stores; sums, of minutes and of days of the calendar, are passed on once per interval (wall clock). */
    public static ProcessorSupplier<String, Contribution, String, Contribution> every(
            Duration interval, Calendar calendar) {
        BeforeCommit beforeCommit = new BeforeCommit(BEFORE_COMMIT_STORE);
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, Contribution, String, Contribution> get() {
                return new Combine(interval, calendar, beforeCommit);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(PENDING_STORE), Serdes.String(), new ContributionSerde()),
                        beforeCommit.storeBuilder());
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, Contribution> context) {
        this.context = context;
        this.store = context.getStateStore(PENDING_STORE);
        this.write = beforeCommit.connect(context, this::write);
        pending.clear();
        changed.clear();
        parts = 0;
        watermark = Long.MIN_VALUE;
        toldWatermark = Long.MIN_VALUE;
        restore();
        writtenWatermark = watermark;
        if (punctuation != null) {
            // A task that is revived is initialised again.
            punctuation.cancel();
        }
        punctuation = context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, now -> passOn());
    }

    private void restore() {
        try (KeyValueIterator<String, Contribution> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, Contribution> entry = all.next();
                if (entry.value instanceof Contribution.Sum sum) {
                    pending.put(entry.key, PendingSum.ofStored(sum));
                } else if (entry.value instanceof Contribution.Watermark mark) {
                    watermark = mark.millis();
                }
            }
        }
    }

    @Override
    public void close() {
        write.withdraw();
    }

    @Override
    public void process(Record<String, Contribution> record) {
        if (record.value() instanceof Contribution.Watermark mark) {
            watermark = Math.max(watermark, mark.millis());
        } else {
            PendingSum sum = pending.computeIfAbsent(record.key(), key -> new PendingSum());
            parts -= sum.size();
            if (record.value() instanceof Contribution.Measured measured) {
                sum.add(measured, calendar);
            } else if (record.value() instanceof Contribution.StandingChange change) {
                sum.add(change);
            } else {
                throw new IllegalArgumentException("not for adding up: " + record.value());
            }
            parts += sum.size();
            changed.add(record.key());
        }
        write.make();
        if (parts >= MOST_PENDING) {
            passOn();
        }
    }

    private void passOn() {
        long now = context.currentSystemTimeMs();
        pending.forEach((key, sum) -> {
            Contribution.Sum all = sum.sum();
            if (sum.size() > 0) {
                context.forward(new Record<>(key, all, now));
            }
            if (sum.isStored()) {
                store.delete(key);
            }
        });
        pending.clear();
        changed.clear();
        parts = 0;
        if (watermark > toldWatermark) {
            context.forward(new Record<>("", new Contribution.Watermark(watermark), now));
            toldWatermark = watermark;
        }
    }

    private void write() {
        for (String key : changed) {
            PendingSum sum = pending.get(key);
            store.put(key, sum.sum());
            sum.setStored();
        }
        changed.clear();
        if (watermark > writtenWatermark) {
            store.put(WATERMARK_KEY, new Contribution.Watermark(watermark));
            writtenWatermark = watermark;
        }
    }
}
