package dev.goldencorridor.processor.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Flushes the changes of a processor from the heap to its stores before its task is committed. The flush belongs to the
 * same transaction, as if each change had been written when it was made.
 *
 * <p>Kafka Streams has no such callback. But it flushes the cache of a store at the beginning of every commit, while
 * records can still be sent. So each hook has a {@linkplain CommitSignalStore store that keeps nothing} behind
 * such a cache. A processor with changes puts an entry there. The entry stays in the cache until the commit, and its
 * flush is the callback. If the cache evicts the entry, or is switched off, the callback comes earlier, which is
 * harmless.
 *
 * <p>The other stores of the processor must have no cache, since Kafka Streams flushes caches in no defined order.
 *
 * <table>
 *   <caption>The flush order of each step: the order in which {@code restore} calls {@code beforeCommit}</caption>
 *   <tr><th>Step</th><th>Order before a commit</th></tr>
 *   <tr><td>{@code AdmissionProcessor}</td><td>(1) staged store</td></tr>
 *   <tr><td>{@code RunProcessor}</td>
 *       <td>(1) visits stored apart from their train run, (2) records of runs, (3) watermark,
 *       (4) staged store</td></tr>
 *   <tr><td>{@code CombineProcessor}</td>
 *       <td>(1) start of the interval to the next early commit, (2) pending sums, (3) watermark,
 *       (4) staged store</td></tr>
 *   <tr><td>{@code RollingProcessor}</td>
 *       <td>(1) start of the interval to the next early commit, (2) minute panes, (3) waiting trains, (4) day panes,
 *       (5) emitted values, (6) applied sums, (7) dimensions with unemitted changes, (8) progress of the walks,
 *       (9) watermark, (10) staged store</td></tr>
 *   <tr><td>{@code ReportCountProcessor}</td><td>(1) pending counts, (2) staged store</td></tr>
 *   <tr><td>{@code PublisherProcessor}</td>
 *       <td>(1) totals and hours of publishers, (2) applied sums, (3) staged store</td></tr>
 *   <tr><td>{@code AlertProcessor}</td>
 *       <td>(1) what the index of watched runs adds, (2) records of runs, (3) what the index removes,
 *       (4) former records of runs, (5) watermark, (6) staged store</td></tr>
 * </table>
 *
 * <p>Everything above the staged store only puts into it. Its entries reach Kafka's store in the order of their last
 * put. Under exactly-once the order has no effect. Without transactions a kill can interrupt a flush, and the order
 * then decides what is lost. So a visit is written before the train run that no longer contains it, and the panes
 * before the sums that count as applied.
 *
 * <p>The records of runs have parts of two steps ({@link SharedRecords}). The step that is flushed first writes them.
 * Before, it writes what must precede them: the separate visits of {@code RunProcessor}, what the index of {@code
 * AlertProcessor} adds, and the staged stores of both. So after a kill, a visit is stored twice rather than nowhere. A
 * run that alerts watch is always in their index, so it is evaluated when it is due. What the index removes follows the
 * records.
 */
public final class CommitHook {
    private static final byte[] SIGNAL = {};

    private final String storeName;
    private final Map<String, Registration> byTask = new ConcurrentHashMap<>();

    /** @param storeName the name of the signal store; unique in the topology */
    public CommitHook(String storeName) {
        this.storeName = storeName;
    }

    private StoreBuilder<KeyValueStore<String, byte[]>> storeBuilder() {
        return Stores.keyValueStoreBuilder(new SignalStoreSupplier(), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingDisabled();
    }

    /**
     * Supplies one processor a task, with its stores and the signal store of this hook.
     *
     * @param stores the processor's stores
     */
    public <KI, VI, KO, VO> ProcessorSupplier<KI, VI, KO, VO> supplier(
            Supplier<Processor<KI, VI, KO, VO>> processor, StoreBuilder<?>... stores) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<KI, VI, KO, VO> get() {
                return processor.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                Set<StoreBuilder<?>> all = new HashSet<>(List.of(stores));
                all.add(storeBuilder());
                return all;
            }
        };
    }

    /**
     * Registers a task's processor. To be called in {@code init}, also when a task is revived and initialised again.
     * Each part of the processor then adds its own flush with {@link Registration#beforeCommit}.
     */
    public Registration register(ProcessorContext<?, ?> context) {
        Registration registration = new Registration(
                context.getStateStore(storeName), context.taskId().toString());
        byTask.put(registration.task, registration);
        return registration;
    }

    private void commitStarts(String task) {
        Registration registration = byTask.get(task);
        if (registration != null) {
            registration.flush();
            registration.commits.forEach(Runnable::run);
        }
    }

    /** The registration of one task's processor. For the task's thread. */
    public final class Registration {
        private final KeyValueStore<String, byte[]> signals;
        private final String task;
        private final List<Runnable> flushes = new ArrayList<>();
        private final List<Runnable> commits = new ArrayList<>();
        private final List<Runnable> unregistrations = new ArrayList<>();
        private Runnable flushLast = () -> {};
        private boolean isDirty;

        private Registration(KeyValueStore<String, byte[]> signals, String task) {
            this.signals = signals;
            this.task = task;
        }

        /**
         * Adds a flush, which runs after those that were added before it. A class that keeps changes on the heap calls
         * this in its constructor. So the order of construction is the order of flushing, and no flush is forgotten.
         *
         * @param flush puts all changes into the stores; runs on the task's thread
         */
        public void beforeCommit(Runnable flush) {
            flushes.add(flush);
        }

        /**
         * Adds a callback that runs once at each commit of changes, after the flush. A flush can also come without a
         * commit, and then has no such callback.
         */
        public void onCommit(Runnable callback) {
            commits.add(callback);
        }

        /** To be called after each change on the heap. Only the first call before a commit has a cost. */
        public void markDirty() {
            if (!isDirty) {
                isDirty = true;
                signals.put(task, SIGNAL);
            }
        }

        /** Sets what is flushed after everything else: the staged store. */
        void flushLast(Runnable flushStaged) {
            flushLast = flushStaged;
        }

        /** Adds a callback that runs when the processor is closed. */
        void onUnregister(Runnable callback) {
            unregistrations.add(callback);
        }

        /** To be called when the processor is closed. A later registration of the same task remains. */
        public void unregister() {
            byTask.remove(task, this);
            unregistrations.forEach(Runnable::run);
        }

        /** Flushes all changes of the processor, in the order of a commit. */
        public void flush() {
            // Stay dirty while flushing, so that puts made by the flush do not request another one.
            isDirty = true;
            flushes.forEach(Runnable::run);
            flushLast.run();
            isDirty = false;
        }
    }

    private final class SignalStoreSupplier implements KeyValueBytesStoreSupplier {
        @Override
        public String name() {
            return storeName;
        }

        @Override
        public KeyValueStore<Bytes, byte[]> get() {
            return new CommitSignalStore(storeName, CommitHook.this::commitStarts);
        }

        @Override
        public String metricsScope() {
            return "before-commit";
        }
    }
}
