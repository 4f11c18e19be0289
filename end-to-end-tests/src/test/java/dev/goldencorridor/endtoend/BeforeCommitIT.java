package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.processor.state.CommitHook;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Before every kind of commit, the commit hook writes the changes on the heap to the store. The processor of this test
 * counts the records of a partition on the heap, and stores the count only when the hook calls it. If a commit came
 * without the hook, the changelog would hold fewer records than the committed offset.
 */
class BeforeCommitIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration NEVER = Duration.ofMinutes(9);
    private static final String COMMIT = "commit";
    private static final String STORE = "counts";
    private static final int PARTITIONS = 4;

    @TempDir
    private Path directory;

    private final String application = STACK.unique("before-commit");
    private final String topic = STACK.topic("before-commit", PARTITIONS);
    private final List<KafkaStreams> instances = new ArrayList<>();

    @AfterEach
    void stop() {
        instances.forEach(KafkaStreams::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly_once_v2", "at_least_once"})
    void theSignalComesBeforeACommitOfTheInterval(String guarantee) {
        start(guarantee, Duration.ofMillis(100));
        send("one", "two", "three");
        awaitCommitted(3);
        eachCommittedRecordIsInTheStore();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly_once_v2", "at_least_once"})
    void theSignalComesBeforeCommitsThatAreRequestedOrCausedByAMoveOrAStop(String guarantee) {
        CountedRecords first = start(guarantee, NEVER);
        send("one", "two", COMMIT);
        awaitCommitted(3);
        eachCommittedRecordIsInTheStore();

        send("four", "five");
        await().atMost(LIMIT).until(() -> first.count() == 5 * PARTITIONS);
        CountedRecords second = start(guarantee, NEVER);
        await().atMost(LIMIT).until(() -> committed().containsValue(5L));
        eachCommittedRecordIsInTheStore();

        send("six");
        await().atMost(LIMIT).until(() -> first.count() + second.count() == 6 * PARTITIONS);
        instances.forEach(KafkaStreams::close);
        awaitCommitted(6);
        eachCommittedRecordIsInTheStore();
    }

    /** How many records the processors of an instance counted, over all partitions. */
    private static final class CountedRecords {
        private int count;

        synchronized int count() {
            return count;
        }

        synchronized void increment() {
            count++;
        }
    }

    private CountedRecords start(String guarantee, Duration commitInterval) {
        CountedRecords counted = new CountedRecords();
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        properties.putAll(STACK.client());
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG,
                directory.resolve("state" + instances.size()).toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        properties.put(StreamsConfig.producerPrefix("transaction.timeout.ms"), 600_000);
        properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        properties.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 6_000);
        KafkaStreams streams = new KafkaStreams(topology(counted), properties);
        instances.add(streams);
        streams.start();
        return counted;
    }

    private Topology topology(CountedRecords counted) {
        CommitHook beforeCommit = new CommitHook("counts-before-commit");
        Topology topology = new Topology();
        topology.addSource("in", Serdes.String().deserializer(), Serdes.String().deserializer(), topic);
        topology.addProcessor(
                "count",
                beforeCommit.supplier(
                        () -> new CountOnHeap(beforeCommit, counted),
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.Long())),
                "in");
        return topology;
    }

    private static final class CountOnHeap implements Processor<String, String, Void, Void> {
        private final CommitHook beforeCommit;
        private final CountedRecords counted;
        private ProcessorContext<Void, Void> context;
        private KeyValueStore<String, Long> store;
        private CommitHook.Registration write;
        private String key;
        private long count;

        CountOnHeap(CommitHook beforeCommit, CountedRecords counted) {
            this.beforeCommit = beforeCommit;
            this.counted = counted;
        }

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            this.context = context;
            this.store = context.getStateStore(STORE);
            this.key = Integer.toString(context.taskId().partition());
            Long stored = store.get(key);
            this.count = stored == null ? 0 : stored;
            this.write = beforeCommit.register(context);
            write.beforeCommit(() -> store.put(key, count));
        }

        @Override
        public void process(Record<String, String> record) {
            count++;
            write.markDirty();
            counted.increment();
            if (record.value().equals(COMMIT)) {
                context.commit();
            }
        }

        @Override
        public void close() {
            write.unregister();
        }
    }

    /** Sends the values to each partition. */
    private void send(String... values) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(STACK.client(), new StringSerializer(), new StringSerializer())) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                for (String value : values) {
                    var unused =
                            producer.send(new ProducerRecord<>(topic, partition, "key", value), (sent, failure) -> {
                                if (failure != null) {
                                    throw new IllegalStateException(failure);
                                }
                            });
                }
            }
        }
    }

    /** The committed offset by partition. */
    private Map<Integer, Long> committed() throws Exception {
        try (Admin admin = Admin.create(STACK.client())) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(application)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<Integer, Long> committed = new HashMap<>();
            offsets.forEach((partition, offset) -> {
                if (offset.offset() > 0) {
                    committed.put(partition.partition(), offset.offset());
                }
            });
            return committed;
        }
    }

    private void awaitCommitted(long records) {
        await().atMost(LIMIT).until(() -> {
            Map<Integer, Long> committed = committed();
            return committed.size() == PARTITIONS && committed.values().stream().allMatch(offset -> offset == records);
        });
    }

    private void eachCommittedRecordIsInTheStore() {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(stored()).containsAllEntriesOf(committed()));
    }

    /** The count in the changelog by partition. */
    private Map<Integer, Long> stored() {
        Map<Integer, Long> stored = new HashMap<>();
        String changelog = application + "-" + STORE + "-changelog";
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", STACK.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                partitions.add(new TopicPartition(changelog, partition));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    stored.put(
                            record.partition(), ByteBuffer.wrap(record.value()).getLong());
                }
            }
        }
        return stored;
    }
}
