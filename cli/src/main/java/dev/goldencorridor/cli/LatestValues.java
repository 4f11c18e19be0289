package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The latest value of each key of some topics. A consumer without a group reads committed records from the beginning.
 * For one thread.
 */
final class LatestValues implements AutoCloseable {
    private static final Duration API_TIMEOUT = Duration.ofSeconds(10);

    private final Predicate<String> keys;
    private final KafkaConsumer<String, byte[]> consumer;
    private final String brokers;
    private final AggregateValue.Reader reader;
    private final List<String> topics = new ArrayList<>();
    private final Map<String, TreeMap<String, AggregateValue>> values = new HashMap<>();
    private final Map<String, Long> records = new HashMap<>();

    LatestValues(Settings settings, Registry registry) {
        this(settings, registry, any -> true);
    }

    /** @param keys the keys of interest: values of other keys are counted, but not kept */
    LatestValues(Settings settings, Registry registry, Predicate<String> keys) {
        this.keys = keys;
        Map<String, Object> properties = new LinkedHashMap<>(settings.kafkaClient());
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.put("default.api.timeout.ms", Long.toString(API_TIMEOUT.toMillis()));
        this.brokers = settings.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG);
        this.consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        this.reader = new AggregateValue.Reader(registry);
    }

    /** All topics of the cluster whose names begin with the prefix. */
    List<String> topicsBeginning(String prefix) {
        try {
            return consumer.listTopics().keySet().stream()
                    .filter(name -> name.startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (TimeoutException e) {
            throw noAnswer(e);
        }
    }

    /**
     * Follows these topics in addition to those followed already.
     *
     * @throws StackException if one does not exist
     */
    void follow(Collection<String> names) {
        List<String> added =
                names.stream().filter(name -> !topics.contains(name)).toList();
        if (added.isEmpty()) {
            return;
        }
        List<TopicPartition> beginning = partitions(added);
        List<TopicPartition> partitions = new ArrayList<>(consumer.assignment());
        partitions.addAll(beginning);
        topics.addAll(added);
        consumer.assign(partitions);
        consumer.seekToBeginning(beginning);
    }

    /** The topics that are followed. */
    List<String> followed() {
        return List.copyOf(topics);
    }

    /** Reads until the current ends of the topics. */
    void catchUp() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll(Duration.ofMillis(200));
        }
    }

    /** Reads the records that arrive within the time. */
    void poll(Duration time) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(time)) {
            records.merge(record.topic(), 1L, Long::sum);
            if (isOfInterest(record.key())) {
                keep(record);
            }
        }
    }

    private boolean isOfInterest(String key) {
        return key != null && keys.test(key);
    }

    /** Replaces the latest value of the key. A record without value deletes it; an unreadable value changes nothing. */
    private void keep(ConsumerRecord<String, byte[]> record) {
        TreeMap<String, AggregateValue> latest = values.computeIfAbsent(record.topic(), any -> new TreeMap<>());
        if (record.value() == null) {
            latest.remove(record.key());
        } else {
            reader.read(record.value()).ifPresent(value -> latest.put(record.key(), value));
        }
    }

    /** Latest values by key, in the order of the keys. */
    Map<String, AggregateValue> of(String topic) {
        return values.getOrDefault(topic, new TreeMap<>());
    }

    Optional<AggregateValue> of(String topic, String key) {
        return Optional.ofNullable(of(topic).get(key));
    }

    /** The number of records read of a followed topic. */
    long recordsOf(String topic) {
        return records.getOrDefault(topic, 0L);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<TopicPartition> partitions(Collection<String> names) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String name : names) {
            List<PartitionInfo> found = partitionsOf(name);
            if (found == null || found.isEmpty()) {
                throw new StackException(
                        "topic " + name + " does not exist; create it with: " + Corridor.command() + " topics --apply");
            }
            found.forEach(partition -> partitions.add(new TopicPartition(name, partition.partition())));
        }
        return partitions;
    }

    private List<PartitionInfo> partitionsOf(String topic) {
        try {
            return consumer.partitionsFor(topic);
        } catch (TimeoutException e) {
            throw noAnswer(e);
        }
    }

    private StackException noAnswer(TimeoutException cause) {
        return new StackException(
                "no broker answers at " + brokers + "; start a stack with '" + Corridor.command()
                        + " up', name its directory with --dir, or set "
                        + CommonSettings.BOOTSTRAP_SERVERS_CONFIG,
                cause);
    }
}
