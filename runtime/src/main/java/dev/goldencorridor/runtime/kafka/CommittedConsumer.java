package dev.goldencorridor.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Creates consumers that receive committed records alone, commit no offsets by themselves, and create no topics. */
public final class CommittedConsumer {
    private CommittedConsumer() {}

    /**
     * Creates a consumer.
     *
     * @param properties of the consumer; those of the promise above replace them
     * @param offsetReset where it begins without an offset, as {@code auto.offset.reset}
     */
    public static Consumer<byte[], byte[]> create(Map<String, Object> properties, String offsetReset) {
        Map<String, Object> complete = new HashMap<>(properties);
        complete.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        complete.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        complete.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, offsetReset);
        complete.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(complete, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Closes a consumer. It leaves its group at once, so that others take its partitions over. By default a member with a
     * {@code group.instance.id} would keep them until its session ends.
     */
    public static void closeAndLeave(Consumer<byte[], byte[]> consumer, Duration timeout) {
        consumer.close(CloseOptions.timeout(timeout)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }

    /** Removes the group from properties, which a consumer of assigned partitions must not have. */
    public static Map<String, Object> withoutGroup(Map<String, Object> properties) {
        Map<String, Object> alone = new HashMap<>(properties);
        alone.remove(ConsumerConfig.GROUP_ID_CONFIG);
        alone.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return alone;
    }
}
