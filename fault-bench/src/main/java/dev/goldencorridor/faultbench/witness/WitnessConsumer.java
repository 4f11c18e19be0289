package dev.goldencorridor.faultbench.witness;

import dev.goldencorridor.runtime.kafka.CommittedConsumer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;

/** Creates consumers that read all partitions of some topics from the beginning, and find a new leader at once. */
final class WitnessConsumer {
    /** A pause is the corridor's, so it must not contain the wait of the reader for a new leader. */
    private static final int METADATA_MAX_AGE_MILLIS = 1_000;

    private static final int REQUEST_TIMEOUT_MILLIS = 5_000;
    private static final int FETCH_WAIT_MILLIS = 100;

    private WitnessConsumer() {}

    static Consumer<byte[], byte[]> of(String bootstrapServers, Collection<String> topics) {
        Consumer<byte[], byte[]> consumer = CommittedConsumer.create(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                        METADATA_MAX_AGE_MILLIS,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        REQUEST_TIMEOUT_MILLIS,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        FETCH_WAIT_MILLIS,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        2_000),
                "earliest");
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            consumer.partitionsFor(topic)
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        consumer.assign(partitions);
        return consumer;
    }
}
