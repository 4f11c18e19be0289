package dev.goldencorridor.processor;

import static dev.goldencorridor.processor.limits.ProcessLimits.MAX_STREAMS_CACHE_BYTES;
import static dev.goldencorridor.processor.limits.TaskLimits.MAX_BUFFERED_RECORDS;
import static dev.goldencorridor.processor.limits.TurnLimits.MAX_POLL_RECORDS;
import static dev.goldencorridor.schemas.limits.RecordLimits.MAX_BATCH_BYTES;

import dev.goldencorridor.processor.state.EarlyCommitScheduler;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Derives the configuration of Kafka Streams from the settings. */
final class StreamsConfiguration {
    /** The shortest time that brokers accept by default. */
    private static final int SESSION_TIMEOUT_MILLIS = 6_000;

    private static final int HEARTBEAT_MILLIS = 1_500;
    /** A broker that hangs must not keep a transaction open until it times out, which takes 10 s. */
    private static final int REQUEST_TIMEOUT_MILLIS = 5_000;

    private static final int CONNECTION_SETUP_TIMEOUT_MILLIS = 3_000;
    private static final int METADATA_MAX_AGE_MILLIS = 5_000;
    /** A commit sends all that is left at once, so in transactions no result waits for this. */
    private static final int LINGER_MILLIS_IN_TRANSACTIONS = 100;

    private static final int LINGER_MILLIS = 5;
    /** The records of a partition in one commit usually fit, so that a commit sends one batch to it. */
    private static final int BATCH_BYTES = 64 << 10;

    private static final int RETRY_BACKOFF_MILLIS = 10;
    private static final Duration TOMBSTONE_RETENTION = Duration.ofDays(8);

    private StreamsConfiguration() {}

    static Properties of(Settings settings) {
        Properties streams = new Properties();
        streams.putAll(settings.kafkaClient());
        putApplication(streams, settings);
        putConsumers(streams);
        putInstance(streams, settings);
        putProducers(streams, settings);
        putTimeouts(streams, settings);
        putInternalTopics(streams, settings);
        return streams;
    }

    /** The configuration that decides names. A topology needs no more. */
    static StreamsConfig naming(Settings settings) {
        return new StreamsConfig(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG, settings.string(ProcessorSettings.APPLICATION_ID_CONFIG),
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG),
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true));
    }

    private static void putApplication(Properties streams, Settings settings) {
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
                EarlyCommitScheduler.whileBehind(settings.duration(ProcessorSettings.COMMIT_INTERVAL_CONFIG))
                        .toMillis());
        streams.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, MAX_STREAMS_CACHE_BYTES);
        // The event clock needs topics in step. Otherwise in a replay it would run ahead by what one fetch holds.
        // The time of day does not, and polling each topic without records, for each record, is expensive.
        streams.put(
                StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
                ProcessorSettings.isEventClock(settings) ? 0 : StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        streams.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // A kill then leaves the state of the last commit, and the next start restores only what came after it.
        streams.put(StreamsConfig.TRANSACTIONAL_STATE_STORES_CONFIG, true);
        streams.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        streams.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, MAX_BUFFERED_RECORDS);
    }

    private static void putConsumers(Properties streams) {
        streams.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // Publishers may use transactions. What they aborted never happened, under every guarantee.
        streams.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        streams.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), MAX_POLL_RECORDS);
        // The consumer finds the topic of a new publisher when it refreshes the metadata.
        streams.put(StreamsConfig.consumerPrefix(ConsumerConfig.METADATA_MAX_AGE_CONFIG), METADATA_MAX_AGE_MILLIS);
        // The tasks of a killed instance move after this time.
        streams.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MILLIS);
        streams.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MILLIS);
    }

    private static void putInstance(Properties streams, Settings settings) {
        String instance = settings.string(ProcessorSettings.INSTANCE_CONFIG);
        if (!instance.isEmpty()) {
            // Streams appends the number of the thread.
            streams.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
        }
    }

    /** Limits the wait for a broker that hangs or cannot be reached. The user's properties replace these. */
    private static void putTimeouts(Properties streams, Settings settings) {
        Map<String, Integer> timeouts = Map.of(
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
                REQUEST_TIMEOUT_MILLIS,
                CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
                CONNECTION_SETUP_TIMEOUT_MILLIS);
        timeouts.forEach((name, millis) -> {
            Object value = settings.kafkaClient().getOrDefault(name, millis);
            streams.put(StreamsConfig.consumerPrefix(name), value);
            streams.put(StreamsConfig.producerPrefix(name), value);
        });
    }

    private static void putProducers(Properties streams, Settings settings) {
        // A commit sends a small batch to each of many partitions. Compressing each costs more than it saves.
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "none");
        streams.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                ProcessorSettings.isTransactional(settings) ? LINGER_MILLIS_IN_TRANSACTIONS : LINGER_MILLIS);
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_BATCH_BYTES);
        // The broker refuses a transaction until the previous one is complete. The first retry is after this time.
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_BACKOFF_MILLIS);
    }

    private static void putInternalTopics(Properties streams, Settings settings) {
        // An instance that was away for a week must still see what was deleted meanwhile.
        streams.put(
                StreamsConfig.topicPrefix(TopicConfig.DELETE_RETENTION_MS_CONFIG),
                Long.toString(TOMBSTONE_RETENTION.toMillis()));
        // The longest misplaced record and the longest train run must fit.
        streams.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Integer.toString(MAX_BATCH_BYTES));
        streams.put(
                StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
                Integer.toString(Math.max(1, settings.integer(CommonSettings.REPLICATION_FACTOR_CONFIG) - 1)));
    }
}
