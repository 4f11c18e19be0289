package dev.goldencorridor.faultbench.processes;

import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartitionInfo;

/** Which node of the cluster has which role at this moment. */
public final class ClusterRoles {
    private static final Duration ADMIN_LIMIT = Duration.ofSeconds(20);

    private final Settings settings;
    private final int nodes;

    public ClusterRoles(Map<String, String> settings, int nodes) {
        this.settings = Settings.of(CommonSettings.definition(), settings);
        this.nodes = nodes;
    }

    /** The id of the active controller. */
    public int controller() {
        try (KafkaAdmin admin = KafkaAdmin.connect(settings, ADMIN_LIMIT)) {
            return admin.activeController();
        }
    }

    /** The id of the node that leads most partitions of a topic. */
    public int leader(String topic) {
        Map<Integer, Integer> led = ledPartitions(topic);
        return led.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(1);
    }

    /** The id of the node that leads fewest partitions of a topic and is not the active controller. */
    public int follower(String topic) {
        Map<Integer, Integer> led = ledPartitions(topic);
        int controller = controller();
        int follower = 0;
        for (int id = 1; id <= nodes; id++) {
            if (id != controller && (follower == 0 || led.getOrDefault(id, 0) < led.getOrDefault(follower, 0))) {
                follower = id;
            }
        }
        return follower;
    }

    private Map<Integer, Integer> ledPartitions(String topic) {
        Map<Integer, Integer> led = new HashMap<>();
        try (KafkaAdmin admin = KafkaAdmin.connect(settings, ADMIN_LIMIT)) {
            for (TopicPartitionInfo partition :
                    admin.describe(List.of(topic)).get(topic).partitions()) {
                if (partition.leader() != null) {
                    led.merge(partition.leader().id(), 1, Integer::sum);
                }
            }
        }
        return led;
    }
}
