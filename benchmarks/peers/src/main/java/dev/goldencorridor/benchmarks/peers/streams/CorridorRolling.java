package dev.goldencorridor.benchmarks.peers.streams;

import dev.goldencorridor.benchmarks.peers.Assignment;
import dev.goldencorridor.processor.BoundedRocksDb;
import dev.goldencorridor.processor.aggregation.CombinePlan;
import dev.goldencorridor.processor.aggregation.CombineProcessor;
import dev.goldencorridor.processor.messages.AggregateUpdateSerde;
import dev.goldencorridor.processor.messages.DimensionPartitioner;
import dev.goldencorridor.processor.state.EarlyCommitScheduler;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The pipeline's own steps from combine on, with its settings; a trip's place in it is known without a journey. */
public final class CorridorRolling {
    /** As the pipeline has it while it is behind; the cache and the producer's settings are those that it always has. */
    static final Duration INTERVAL = Duration.ofMillis(50);

    private static final CombinePlan PLAN = new CombinePlan(INTERVAL, Duration.ZERO);

    /** All contenders commit at the same interval. */
    private static final EarlyCommitScheduler NO_EARLY_COMMITS =
            new EarlyCommitScheduler(false, INTERVAL, System::nanoTime);

    private static final long CACHE_BYTES = 8L << 20;
    private static final int PARTITIONS = 4;

    private CorridorRolling() {}

    /** Starts it. */
    public static void run(Assignment assignment) {
        Properties properties = StreamsProperties.of(assignment);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "none");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 100);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 64 << 10);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 10);
        new KafkaStreams(topology(assignment), properties).start();
    }

    private static Topology topology(Assignment assignment) {
        StoreBuilder<KeyValueStore<String, byte[]>> pending = Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore("pending"), Serdes.String(), Serdes.ByteArray());
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(assignment.input(), Consumed.with(Serdes.String(), new TripSerde()))
                .process(Contribute::new, Named.as("contribute"))
                .process(CombineProcessor.of(PLAN, pending, NO_EARLY_COMMITS), Named.as("combine"))
                .repartition(Repartitioned.with(Serdes.String(), new AggregateUpdateSerde())
                        .withStreamPartitioner(new DimensionPartitioner())
                        .withNumberOfPartitions(PARTITIONS)
                        .withName("panes"))
                .process(RollTrips.every(INTERVAL), Named.as("rolling"))
                .to(assignment.output(), Produced.with(Serdes.String(), new AnswerSerde()));
        return builder.build();
    }
}
