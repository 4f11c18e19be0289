package dev.goldencorridor.cli.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;

/** A plan as a shell script of {@code kafka-acls.sh} and {@code kafka-configs.sh}. */
final class KafkaCommands {
    private static final String HEADER = """
            #!/bin/sh
            # Grants the corridor's permissions. Set BROKERS, and ADMIN to the client properties of an administrator.
            set -eu
            """;
    private static final String CONNECTION = " --bootstrap-server \"$BROKERS\" --command-config \"$ADMIN\" ";

    private KafkaCommands() {}

    static String of(AccessPlan plan) {
        StringBuilder script = new StringBuilder(HEADER);
        AccessFormat.byPrincipal(plan)
                .forEach((principal, rights) ->
                        rights.forEach((target, operations) -> script.append(acl(principal, target, operations))));
        plan.quotas().forEach((principal, values) -> script.append(quota(principal, values)));
        return script.toString();
    }

    private static String acl(String principal, AccessFormat.Target target, Set<AclOperation> operations) {
        return "kafka-acls.sh" + CONNECTION + "--add --allow-principal " + quoted(AccessRule.PRINCIPAL_TYPE + principal)
                + operations.stream()
                        .map(operation -> " --operation " + word(operation.name()))
                        .collect(Collectors.joining())
                + " " + resource(target)
                + (target.pattern() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "") + "\n";
    }

    private static String resource(AccessFormat.Target target) {
        return switch (target.type()) {
            case TOPIC -> "--topic " + quoted(target.name());
            case GROUP -> "--group " + quoted(target.name());
            case TRANSACTIONAL_ID -> "--transactional-id " + quoted(target.name());
            default -> "--cluster";
        };
    }

    private static String quota(String principal, Map<String, Double> values) {
        String entries = values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + AccessFormat.number(entry.getValue()))
                .collect(Collectors.joining(","));
        return "kafka-configs.sh" + CONNECTION + "--alter --add-config " + quoted(entries)
                + " --entity-type users --entity-name " + quoted(principal) + "\n";
    }

    /** {@code DESCRIBE_CONFIGS} is {@code DescribeConfigs} to the tool. */
    private static String word(String operation) {
        return Arrays.stream(operation.split("_"))
                .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
