package dev.goldencorridor.benchmarks.peers.streams;

import dev.goldencorridor.benchmarks.peers.Assignment;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What all Kafka Streams contenders run with; all else is as it is by default. */
final class StreamsProperties {
    /** As the pipeline has it: so long until a killed instance's tasks move. */
    private static final int SESSION_TIMEOUT_MILLIS = 10_000;

    private StreamsProperties() {}

    static Properties of(Assignment assignment) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, assignment.id());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, assignment.bootstrapServers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, assignment.directory().toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, Assignment.INTERVAL_MILLIS);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, Assignment.THREADS);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MILLIS);
        return properties;
    }
}
