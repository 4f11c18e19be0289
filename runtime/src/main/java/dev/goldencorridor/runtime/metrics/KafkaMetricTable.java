package dev.goldencorridor.runtime.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.MetricName;

/**
 * The metrics of Kafka that the endpoint serves, each with its name and labels there. Kafka has some thousand; these
 * are the ones that a dashboard, an alert rule or a diagnosis needs.
 */
final class KafkaMetricTable {
    static final String APPLICATION = "application";
    static final String CLIENT = "client";
    static final String THREAD = "thread";
    static final String STORE = "store";
    private static final String TASK = "task";
    static final String TOPIC = "topic";
    private static final String PARTITION = "partition";

    private static final double MILLIS = 1e-3;
    private static final double NANOS = 1e-9;

    /** The tag that names a store, by type of store. */
    private static final List<String> STORE_TAGS = List.of("rocksdb-state-id", "in-memory-state-id");

    private static final List<Entry> ENTRIES = new ArrayList<>();
    private static final Map<String, List<Entry>> BY_NAME = new HashMap<>();

    /**
     * A metric of Kafka.
     *
     * @param group Kafka's group
     * @param name Kafka's name in the group
     * @param tags Kafka's tags; the same name exists with others, e.g. for each topic
     * @param declaration the metric on the endpoint
     * @param scale what Kafka's value is multiplied by, to become seconds
     */
    record Entry(String group, String name, Set<String> tags, MetricDeclaration declaration, double scale)
            implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return declaration.name().compareTo(other.declaration.name());
        }

        /** The value of two sources that share their labels. */
        double merge(double one, double other) {
            return declaration.kind() == MetricDeclaration.Kind.COUNTER ? one + other : Math.max(one, other);
        }
    }

    static {
        consumers();
        producers();
        streams();
        stores();
        ENTRIES.forEach(entry ->
                BY_NAME.computeIfAbsent(entry.name, first -> new ArrayList<>()).add(entry));
    }

    private KafkaMetricTable() {}

    /** The declarations of all these metrics. */
    static List<Entry> entries() {
        return List.copyOf(ENTRIES);
    }

    static Optional<Entry> entry(MetricName name) {
        for (Entry entry : BY_NAME.getOrDefault(name.name(), List.of())) {
            if (entry.group.equals(name.group())
                    && entry.tags.equals(name.tags().keySet())) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Kafka's tag of a label. */
    static String tag(String label) {
        return label.equals(TASK) ? "task-id" : label;
    }

    /** The store of a metric; empty for another metric. */
    static String store(MetricName name) {
        return STORE_TAGS.stream()
                .filter(name.tags()::containsKey)
                .map(name.tags()::get)
                .findFirst()
                .orElse("");
    }

    private static void consumers() {
        Group fetching = new Group("consumer-fetch-manager-metrics", "kafka_consumer_", "client-id");
        fetching.counter("records-consumed-total", "records_consumed_total", "Records read");
        fetching.counter("bytes-consumed-total", "consumed_bytes_total", "Bytes read");
        fetching.gauge("fetch-latency-avg", "fetch_latency_seconds", MILLIS, "Mean time of a fetch request");
        fetching.gauge(
                "fetch-throttle-time-avg", "fetch_throttle_seconds", MILLIS, "Mean time that a quota delayed a fetch");
        Group lag = new Group("consumer-fetch-manager-metrics", "kafka_consumer_", "client-id", TOPIC, PARTITION);
        lag.labels(APPLICATION, TOPIC, PARTITION)
                .gauge("records-lag", "records_lag", 1, "Records between the position and the end of the partition");
        Group group = new Group("consumer-coordinator-metrics", "kafka_consumer_", "client-id");
        group.gauge("assigned-partitions", "assigned_partitions", 1, "Partitions that the client owns");
        group.counter("rebalance-total", "rebalances_total", "Completed rebalances");
        group.counter("failed-rebalance-total", "rebalances_failed_total", "Failed rebalances");
        group.gauge("rebalance-latency-avg", "rebalance_seconds", MILLIS, "Mean duration of a rebalance");
        group.gauge("last-heartbeat-seconds-ago", "last_heartbeat_age_seconds", 1, "Time since the last heartbeat");
        Group consumer = new Group("consumer-metrics", "kafka_consumer_", "client-id");
        consumer.gauge("last-poll-seconds-ago", "last_poll_age_seconds", 1, "Time since the last poll");
        consumer.gauge("time-between-poll-max", "poll_interval_max_seconds", MILLIS, "Longest time between two polls");
        consumer.gauge("poll-idle-ratio-avg", "poll_idle_ratio", 1, "Share of the time that the client waits in poll");
        consumer.gauge("connection-count", "connections", 1, "Open connections to brokers");
        consumer.counter("failed-authentication-total", "authentications_failed_total", "Refused logins");
    }

    private static void producers() {
        Group producer = new Group("producer-metrics", "kafka_producer_", "client-id");
        producer.counter("record-send-total", "records_sent_total", "Records sent");
        producer.counter("record-error-total", "records_failed_total", "Records that could not be sent");
        producer.counter("record-retry-total", "records_retried_total", "Records sent again");
        producer.counter("outgoing-byte-total", "sent_bytes_total", "Bytes sent");
        producer.gauge("request-latency-avg", "request_latency_seconds", MILLIS, "Mean time of a request");
        producer.gauge("record-queue-time-avg", "queue_seconds", MILLIS, "Mean time of a batch in the buffer");
        producer.gauge("batch-size-avg", "batch_bytes", 1, "Mean size of a batch");
        producer.gauge("buffer-available-bytes", "buffer_available_bytes", 1, "Free space in the buffer");
        producer.counter("txn-commit-time-ns-total", "transaction_commit_seconds_total", NANOS, "Time in commits");
        producer.counter("txn-abort-time-ns-total", "transaction_abort_seconds_total", NANOS, "Time in aborts");
        producer.gauge("connection-count", "connections", 1, "Open connections to brokers");
        producer.counter("failed-authentication-total", "authentications_failed_total", "Refused logins");
    }

    private static void streams() {
        Group client = new Group("stream-metrics", "kafka_streams_", "client-id").labels(APPLICATION);
        client.gauge("alive-stream-threads", "threads_alive", 1, "Stream threads that run");
        client.counter("failed-stream-threads", "threads_failed_total", "Stream threads that died");
        Group thread =
                new Group("stream-thread-metrics", "kafka_streams_thread_", "thread-id").labels(APPLICATION, THREAD);
        thread.counter("process-total", "records_processed_total", "Records processed");
        thread.counter("commit-total", "commits_total", "Commits");
        thread.counter("poll-total", "polls_total", "Polls");
        thread.counter("punctuate-total", "punctuations_total", "Punctuations");
        thread.gauge("commit-latency-avg", "commit_seconds", MILLIS, "Mean duration of a commit");
        thread.gauge("commit-latency-max", "commit_max_seconds", MILLIS, "Longest commit of the last minute");
        thread.gauge("process-latency-avg", "process_seconds", MILLIS, "Mean time of processing between two polls");
        thread.gauge("punctuate-latency-avg", "punctuate_seconds", MILLIS, "Mean duration of a punctuation");
        thread.gauge("process-ratio", "process_ratio", 1, "Share of the time in processing");
        thread.gauge("punctuate-ratio", "punctuate_ratio", 1, "Share of the time in punctuations");
        thread.gauge("commit-ratio", "commit_ratio", 1, "Share of the time in commits");
        thread.gauge("poll-ratio", "poll_ratio", 1, "Share of the time in polls");
        thread.counter(
                "blocked-time-ns-total", "blocked_seconds_total", NANOS, "Time that the thread waited for Kafka");
        thread.counter("task-created-total", "tasks_created_total", "Tasks that the thread received");
        thread.counter("task-closed-total", "tasks_closed_total", "Tasks that the thread gave up");
        Group task = new Group("stream-task-metrics", "kafka_streams_task_", "thread-id", "task-id")
                .labels(APPLICATION, TASK);
        task.counter("dropped-records-total", "records_dropped_total", "Records that a task dropped");
        task.gauge("active-process-ratio", "process_ratio", 1, "Share of its thread's processing time");
        task.gauge("active-buffer-count", "buffered_records", 1, "Records polled and not yet processed");
        task.counter("restore-total", "records_restored_total", "Records restored into the state");
        task.gauge(
                "restore-remaining-records-total",
                "restore_remaining_records",
                1,
                "Records that remain to be restored");
        Group updater = new Group("stream-state-updater-metrics", "kafka_streams_updater_", "thread-id")
                .labels(APPLICATION, THREAD);
        updater.gauge("active-restoring-tasks", "restoring_tasks", 1, "Active tasks that restore their state");
        updater.gauge("standby-updating-tasks", "standby_tasks", 1, "Standby tasks that follow their active task");
        updater.gauge("restore-records-rate", "restored_records_per_second", 1, "Records restored each second");
    }

    private static void stores() {
        Group store = new Group(
                        "stream-state-metrics", "kafka_streams_store_", "thread-id", "task-id", STORE_TAGS.get(0))
                .labels(APPLICATION, TASK, STORE);
        store.gauge("estimate-num-keys", "keys", 1, "Estimated number of keys");
        store.gauge("total-sst-files-size", "file_bytes", 1, "Size of the store's files");
        store.gauge("size-all-mem-tables", "memtable_bytes", 1, "Memory of the tables not yet written to files");
        store.gauge("block-cache-usage", "block_cache_bytes", 1, "Memory of the block cache, which all stores share");
        store.gauge("num-running-compactions", "compactions", 1, "Compactions under way");
        store.gauge("compaction-pending", "compaction_pending", 1, "1 if a compaction is due, else 0");
        store.gauge("background-errors", "background_errors", 1, "Errors of RocksDB's background threads");
    }

    /** Metrics with the same group and tags. */
    private static final class Group {
        private final String group;
        private final String prefix;
        private final Set<String> tags;
        private String[] labels = {APPLICATION, CLIENT};

        Group(String group, String prefix, String... tags) {
            this.group = group;
            this.prefix = prefix;
            this.tags = Set.of(tags);
        }

        Group labels(String... names) {
            labels = names;
            return this;
        }

        void counter(String name, String exported, String help) {
            counter(name, exported, 1, help);
        }

        void counter(String name, String exported, double scale, String help) {
            add(name, MetricDeclaration.counter(prefix + exported, help, labels), scale);
        }

        void gauge(String name, String exported, double scale, String help) {
            add(name, MetricDeclaration.gauge(prefix + exported, help, labels), scale);
        }

        private void add(String name, MetricDeclaration declaration, double scale) {
            ENTRIES.add(new Entry(group, name, tags, declaration, scale));
        }
    }
}
