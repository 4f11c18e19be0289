package dev.goldencorridor.processor.publishers;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.messages.HourOfReports;
import dev.goldencorridor.processor.messages.PublisherCounts;
import dev.goldencorridor.processor.messages.PublisherTotals;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.metrics.UsualGapGauges;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StepProcessor;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.sums.AppliedSums;
import dev.goldencorridor.schemas.PublisherStatus;
import java.io.DataInput;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Step 6, {@code publishers}. Adds up the counts of each publisher of one partition, and emits a changed status at most
 * once a second. It uses the broker's time and the time of day, also on the event clock: a status describes how
 * records come, not when trains ran.
 */
public final class PublisherProcessor extends StepProcessor<String, PublisherCounts, String, PublisherStatus> {
    public static final String STORE = "publishers";
    public static final String BEFORE_COMMIT_STORE = "publishers-before-commit";

    /** Sections of the store. */
    static final char EMITTED = 'e';

    private static final char TOTALS = 't';
    private static final char HOURS = 'h';
    private static final char SUMS = 'q';
    private static final char SEPARATOR = '\0';
    private static final byte VERSION = 1;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final long MINUTE_MILLIS = 60_000;

    private final ProcessorMetrics metrics;
    private final Map<String, PublisherReports> reports = new HashMap<>();
    private final Map<String, EmittedStatus> emitted = new HashMap<>();
    /** Publishers with new counts since the last emission. */
    private final Set<String> changed = new HashSet<>();
    /** The hours of each publisher that have changed since the last flush. */
    private final Map<String, Set<Long>> dirty = new HashMap<>();

    private StoreSection totalsSection;
    private StoreSection hoursSection;
    private StoreSection emittedSection;
    private AppliedSums appliedSums;
    private UsualGapGauges usualGaps;
    private CommitHook.Registration hook;
    /** The minute in which the statuses were last compared. */
    private long comparedMinute = Long.MIN_VALUE;

    private PublisherProcessor(ProcessorMetrics metrics, CommitHook commitHook) {
        super(STORE, commitHook);
        this.metrics = metrics;
    }

    /** The step and its stores. */
    public static ProcessorSupplier<String, PublisherCounts, String, PublisherStatus> supplier(
            ProcessorMetrics metrics) {
        CommitHook commitHook = new CommitHook(BEFORE_COMMIT_STORE);
        return commitHook.supplier(() -> new PublisherProcessor(metrics, commitHook), StagedStore.builder(STORE));
    }

    @Override
    protected void restore(StagedStore store, CommitHook.Registration registration) {
        this.hook = registration;
        closeGauges();
        this.usualGaps = metrics.usualGaps();
        this.totalsSection = store.section(TOTALS);
        this.hoursSection = store.section(HOURS);
        this.emittedSection = store.section(EMITTED);
        comparedMinute = Long.MIN_VALUE;
        changed.clear();
        dirty.clear();
        restoreReports();
        // This order is the order of flushing before a commit.
        hook.beforeCommit(this::flush);
        this.appliedSums = new AppliedSums(store.section(SUMS), context(), metrics, hook, "publishers", "publishers");
        schedule(INTERVAL, this::everySecond);
    }

    private void restoreReports() {
        reports.clear();
        emitted.clear();
        totalsSection.forEach((publisher, stored) -> reports.put(
                publisher, new PublisherReports(BinaryCodec.read(stored, "the totals of a publisher", in -> {
                    checkVersion(in);
                    return PublisherTotals.read(in);
                }))));
        hoursSection.forEach((key, stored) -> {
            int separator = key.lastIndexOf(SEPARATOR);
            long hour = Long.parseLong(key, separator + 1, key.length(), 10);
            reports.get(key.substring(0, separator))
                    .addHour(hour, BinaryCodec.read(stored, "an hour of a publisher", in -> {
                        checkVersion(in);
                        return HourOfReports.read(in);
                    }));
        });
        emittedSection.forEach((publisher, stored) -> emitted.put(publisher, EmittedStatus.fromBytes(stored)));
    }

    private static void checkVersion(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("version " + version + "; this release reads version " + VERSION);
        }
    }

    @Override
    public void process(Record<String, PublisherCounts> record) {
        boolean isRepeated = !appliedSums.markApplied(record.headers());
        if (isRepeated) {
            return;
        }
        String publisher = record.key();
        reports.computeIfAbsent(publisher, key -> new PublisherReports(new PublisherTotals()))
                .add(record.value());
        changed.add(publisher);
        markDirty(publisher, record.value().hours().keySet());
    }

    private void markDirty(String publisher, Iterable<Long> hours) {
        Set<Long> dirtyHours = dirty.computeIfAbsent(publisher, key -> new HashSet<>());
        hours.forEach(dirtyHours::add);
        hook.markDirty();
    }

    private void everySecond(long wallClock) {
        appliedSums.logRepeated();
        long minute = Math.floorDiv(wallClock, MINUTE_MILLIS);
        // The counts of the last 24 hours change with every minute.
        Set<String> due = minute == comparedMinute ? new HashSet<>(changed) : reports.keySet();
        comparedMinute = minute;
        due.forEach(publisher -> emitIfChanged(publisher, reports.get(publisher), wallClock));
        changed.clear();
    }

    private void emitIfChanged(String publisher, PublisherReports counted, long wallClock) {
        Iterable<Long> evicted = counted.advanceTo(PublisherCounts.hour(wallClock));
        if (evicted.iterator().hasNext()) {
            markDirty(publisher, evicted);
        }
        StatusContent content = StatusContent.of(counted, Math.floorDiv(wallClock, MINUTE_MILLIS));
        usualGaps.set(publisher, content.usualGapSeconds());
        byte[] bytes = content.toBytes();
        EmittedStatus last = emitted.getOrDefault(publisher, EmittedStatus.NONE);
        if (last.hasContent(bytes)) {
            return;
        }
        EmittedStatus next = new EmittedStatus(last.revision() + 1, bytes);
        emitted.put(publisher, next);
        emittedSection.put(publisher, next.toBytes());
        context().forward(new Record<>(publisher, content.status(publisher, wallClock, next.revision()), wallClock));
    }

    private void flush() {
        dirty.forEach((publisher, hours) -> {
            PublisherReports counted = reports.get(publisher);
            totalsSection.put(publisher, BinaryCodec.write(128, out -> {
                out.writeByte(VERSION);
                counted.totals().write(out);
            }));
            for (long hour : hours) {
                HourOfReports present = counted.hour(hour);
                hoursSection.put(publisher + SEPARATOR + hour, present == null ? null : bytes(present));
            }
        });
        dirty.clear();
    }

    private static byte[] bytes(HourOfReports hour) {
        return BinaryCodec.write(256, out -> {
            out.writeByte(VERSION);
            hour.write(out);
        });
    }

    @Override
    public void close() {
        super.close();
        appliedSums.close();
        closeGauges();
    }

    private void closeGauges() {
        if (usualGaps != null) {
            usualGaps.close();
        }
    }
}
