package dev.goldencorridor.processor.state;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Tells a processor that its task is about to be committed, so that what it has changed on the heap is in its stores, and
 * in the same transaction, as if each change had been written when it was made.
 *
 * <p>Kafka Streams has no such call of its own. It has the cache before a store: its changed entries are written to the
 * store first thing in every commit, while records may still be sent. So here is a store that keeps nothing, behind such
 * a cache. An entry that is put stays in the cache until the commit, and is then the signal. Should the cache give it up
 * earlier, or be switched off, the signal comes earlier, which does no harm.
 *
 * <p>The processor's other stores must do without a cache of their own, since caches are emptied in no known order.
 */
public final class CommitHook {
    private static final byte[] ASKED = {};

    private final String storeName;
    private final Map<String, Request> byTask = new ConcurrentHashMap<>();

    /** @param storeName the store's name; unique in the topology */
    public CommitHook(String storeName) {
        this.storeName = storeName;
    }

    private StoreBuilder<KeyValueStore<String, byte[]>> storeBuilder() {
        return Stores.keyValueStoreBuilder(new Signals(), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingDisabled();
    }

    /**
     * Makes a step that is told, for each task one.
     *
     * @param store of the step
     */
    public <KI, VI, KO, VO> ProcessorSupplier<KI, VI, KO, VO> supplier(
            Supplier<Processor<KI, VI, KO, VO>> step, StoreBuilder<?> store) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<KI, VI, KO, VO> get() {
                return step.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store, storeBuilder());
            }
        };
    }

    /**
     * Connects a task's processor, when it is initialised; once more where a task is revived.
     *
     * @param write puts all changes into the stores; called by the task's own thread
     */
    public Request connect(ProcessorContext<?, ?> context, Runnable write) {
        Request request =
                new Request(context.getStateStore(storeName), context.taskId().toString(), write);
        byTask.put(request.task, request);
        return request;
    }

    /** One task's request to be told. For the task's thread. */
    public final class Request {
        private final KeyValueStore<String, byte[]> store;
        private final String task;
        private final Runnable write;
        private Runnable last = () -> {};
        private boolean isMade;

        private Request(KeyValueStore<String, byte[]> store, String task, Runnable write) {
            this.store = store;
            this.task = task;
            this.write = write;
        }

        /** To be called after a change was made on the heap; any call but the first before a commit costs nothing. */
        public void make() {
            if (!isMade) {
                isMade = true;
                store.put(task, ASKED);
            }
        }

        /** Has all that the processor has changed written at once, in the order in which it would be before a commit. */
        public void writeNow() {
            isMade = true;
            answer();
        }

        /** Has something written after all that the processor writes. */
        void last(Runnable writeLast) {
            last = writeLast;
        }

        /** To be called when the processor is closed. */
        public void withdraw() {
            byTask.remove(task, this);
        }

        private void answer() {
            // Until it is done, what is put is written with the rest, and asks for nothing more.
            write.run();
            last.run();
            isMade = false;
        }
    }

    private final class Signals implements KeyValueBytesStoreSupplier {
        @Override
        public String name() {
            return storeName;
        }

        @Override
        public KeyValueStore<Bytes, byte[]> get() {
            return new Signal();
        }

        @Override
        public String metricsScope() {
            return "before-commit";
        }
    }

    /** Behind the cache: what is put is the signal. */
    private final class Signal implements KeyValueStore<Bytes, byte[]> {
        private boolean isOpen;

        @Override
        public void init(StateStoreContext context, StateStore root) {
            context.register(root, (key, value) -> {
                throw new IllegalStateException(storeName + " has nothing to restore");
            });
            isOpen = true;
        }

        @Override
        public void put(Bytes key, byte[] value) {
            Request request = byTask.get(Serdes.String().deserializer().deserialize("", key.get()));
            if (request != null) {
                request.answer();
            }
        }

        @Override
        public byte[] putIfAbsent(Bytes key, byte[] value) {
            put(key, value);
            return null;
        }

        @Override
        public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
            entries.forEach(entry -> put(entry.key, entry.value));
        }

        @Override
        public byte[] delete(Bytes key) {
            return null;
        }

        @Override
        public byte[] get(Bytes key) {
            return null;
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
            throw new UnsupportedOperationException(storeName + " keeps nothing");
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> all() {
            throw new UnsupportedOperationException(storeName + " keeps nothing");
        }

        @Override
        public long approximateNumEntries() {
            return 0;
        }

        @Override
        public String name() {
            return storeName;
        }

        @Override
        public boolean persistent() {
            return false;
        }

        @Override
        public boolean isOpen() {
            return isOpen;
        }

        @Override
        public void close() {
            isOpen = false;
        }
    }
}
