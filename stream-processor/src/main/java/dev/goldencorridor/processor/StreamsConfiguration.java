package dev.goldencorridor.processor;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka Streams runs with. */
final class StreamsConfiguration {
    /** A rejected record is as long as an input topic allows, and carries headers. */
    private static final int LONGEST_REQUEST = 9 << 20;

    /**
     * A record may hold 1.5 MiB of headers in a few bytes on the wire. Where they are millions of empty ones, they cost 50
     * times as much heap, and the consumer keeps them until the poll ends. Few records a poll bound that.
     */
    private static final int MAX_POLL_RECORDS = 4;

    /** Records that wait in a task. A partition is paused beyond it: a mebibyte each, they would else fill the heap. */
    private static final int MAX_BUFFERED_RECORDS = 32;

    /** Of the caches that Streams keeps, only the signals before a commit make use: a few bytes a task. */
    private static final long SIGNALS = 8L << 20;

    private StreamsConfiguration() {}

    static Properties of(Settings settings) {
        Properties streams = new Properties();
        streams.putAll(settings.kafkaClient());
        streams.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.string(ProcessorSettings.APPLICATION_ID_CONFIG));
        streams.put(StreamsConfig.STATE_DIR_CONFIG, settings.string(ProcessorSettings.STATE_DIR_CONFIG));
        streams.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, settings.string(ProcessorSettings.GUARANTEE_CONFIG));
        streams.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.integer(ProcessorSettings.THREADS_CONFIG));
        streams.put(
                StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.integer(ProcessorSettings.STANDBY_REPLICAS_CONFIG));
        streams.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.integer(CommonSettings.REPLICATION_FACTOR_CONFIG));
        streams.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.duration(ProcessorSettings.COMMIT_INTERVAL_CONFIG).toMillis());
        streams.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, SIGNALS);
        // So that topics are read in step: in a replay the event clock would else run ahead by what one fetch holds.
        // The time of day does not, and to ask each topic without a record at hand, for each record, costs much.
        streams.put(
                StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
                ProcessorSettings.isEventClock(settings) ? 0 : StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        streams.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        streams.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        streams.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        streams.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), MAX_POLL_RECORDS);
        streams.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, MAX_BUFFERED_RECORDS);
        // A new publisher's topic is found when the metadata are read again.
        streams.put(StreamsConfig.consumerPrefix(ConsumerConfig.METADATA_MAX_AGE_CONFIG), 5_000);
        // A killed instance's tasks move after this time.
        streams.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        streams.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
        // A commit sends many small batches, to as many partitions; to compress each costs more than it saves.
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "none");
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LONGEST_REQUEST);
        // A transaction is refused while the one before is being completed, and first tried again after this.
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 10);
        // A record takes the detour, and a journey its changelog, as long as it may be.
        // An instance that was away for a week must not keep what was deleted meanwhile.
        streams.put(
                StreamsConfig.topicPrefix(TopicConfig.DELETE_RETENTION_MS_CONFIG),
                Long.toString(Duration.ofDays(8).toMillis()));
        streams.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Integer.toString(LONGEST_REQUEST));
        streams.put(
                StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
                Integer.toString(Math.max(1, settings.integer(CommonSettings.REPLICATION_FACTOR_CONFIG) - 1)));
        return streams;
    }
}
