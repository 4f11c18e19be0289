package dev.goldencorridor.producer;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.PortControl;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.UndecodableException;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads corridor.control from beginning to end. */
final class PortControlReading {
    private static final Duration POLL = Duration.ofMillis(100);

    private PortControlReading() {}

    /**
     * The latest state of each facility, ordered by code. A state that was deleted or is unreadable is absent.
     *
     * @param given read with {@link PublishSettings#definition()}
     * @param problems receives a message for each unreadable record
     * @throws PublishException if no broker answers or the topic is missing
     */
    static Map<String, PortControl> latest(Settings given, Consumer<String> problems) {
        Settings settings = PublisherIdentity.ofOperator(given);
        TopicPresence.requireBroker(settings);
        TopicPresence.on(settings).require(TopicCatalogue.CONTROL);
        try (Registry registry =
                        Registry.connect(settings, settings.duration(PublishSettings.REGISTRY_PATIENCE_CONFIG));
                KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                        properties(settings), new StringDeserializer(), new ByteArrayDeserializer())) {
            return latest(consumer, new WireDeserializer<>(registry, PortControl.getClassSchema()), problems);
        }
    }

    private static Map<String, PortControl> latest(
            KafkaConsumer<String, byte[]> consumer,
            WireDeserializer<PortControl> deserializer,
            Consumer<String> problems) {
        List<TopicPartition> partitions = consumer.partitionsFor(TopicCatalogue.CONTROL).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<String, PortControl> latest = new TreeMap<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                take(record, deserializer, latest, problems);
            }
        }
        return latest;
    }

    private static void take(
            ConsumerRecord<String, byte[]> record,
            WireDeserializer<PortControl> deserializer,
            Map<String, PortControl> latest,
            Consumer<String> problems) {
        if (record.key() == null) {
            return;
        }
        if (record.value() == null) {
            latest.remove(record.key());
            return;
        }
        try {
            latest.put(record.key(), deserializer.deserialize(record.topic(), record.value()));
        } catch (UndecodableException e) {
            // An unreadable record changes nothing, as in the pipeline.
            problems.accept("the state of " + record.key() + " at partition " + record.partition() + " offset "
                    + record.offset() + " cannot be read: " + e.getMessage());
        }
    }

    private static Map<String, Object> properties(Settings settings) {
        Map<String, Object> properties = new LinkedHashMap<>(settings.kafkaClient());
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                settings.duration(PublishSettings.CONNECT_TIMEOUT_CONFIG).toMillis());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Reading the whole topic needs no group.
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return properties;
    }
}
