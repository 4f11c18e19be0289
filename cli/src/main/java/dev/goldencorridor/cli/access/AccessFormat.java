package dev.goldencorridor.cli.access;

import dev.goldencorridor.runtime.settings.SettingsException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** How a plan is printed. */
public enum AccessFormat {
    /** Commands of Kafka's own tools. */
    KAFKA {
        @Override
        public String print(AccessPlan plan, String cluster) {
            return KafkaCommands.of(plan);
        }
    },
    /** {@code KafkaUser} resources of Strimzi. */
    STRIMZI {
        @Override
        public String print(AccessPlan plan, String cluster) {
            return StrimziUsers.of(plan, cluster);
        }
    },
    /** {@code KafkaPrincipalAuthorization} and {@code KafkaClientQuota} resources of Jikkou. */
    JIKKOU {
        @Override
        public String print(AccessPlan plan, String cluster) {
            return JikkouResources.of(plan);
        }
    };

    /** A resource pattern, on which a principal may do several operations. */
    record Target(ResourceType type, String name, PatternType pattern) {
        private static Target of(AccessRule rule) {
            return new Target(rule.type(), rule.name(), rule.pattern());
        }
    }

    /**
     * The format of this name, in any case of letters.
     *
     * @throws SettingsException if there is none
     */
    public static AccessFormat parse(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        new SettingsException("--format: '" + name + "' is unknown; write kafka, strimzi or jikkou"));
    }

    /**
     * The plan in this format.
     *
     * @param cluster the name of the cluster, for formats that need it
     */
    public abstract String print(AccessPlan plan, String cluster);

    /** The operations of each principal by resource pattern, in order. */
    static Map<String, Map<Target, Set<AclOperation>>> byPrincipal(AccessPlan plan) {
        return plan.rules().stream()
                .collect(Collectors.groupingBy(
                        AccessRule::principal,
                        TreeMap::new,
                        Collectors.groupingBy(
                                Target::of,
                                LinkedHashMap::new,
                                Collectors.mapping(AccessRule::operation, Collectors.toCollection(TreeSet::new)))));
    }

    /** A whole number without a fraction. */
    static String number(double value) {
        return Long.toString(Math.round(value));
    }
}
