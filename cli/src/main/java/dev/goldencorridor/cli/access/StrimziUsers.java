package dev.goldencorridor.cli.access;

import dev.goldencorridor.runtime.settings.SettingsException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/** A plan as {@code KafkaUser} resources, which authenticate by certificate. */
final class StrimziUsers {
    /** What Kubernetes accepts as the name of a resource. */
    private static final Pattern RESOURCE_NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

    private StrimziUsers() {}

    /**
     * The resources as YAML, one document for each principal.
     *
     * @param cluster the name of the {@code Kafka} resource
     * @throws SettingsException if a principal's name cannot be the name of a resource
     */
    static String of(AccessPlan plan, String cluster) {
        Map<String, Map<AccessFormat.Target, Set<AclOperation>>> rights = AccessFormat.byPrincipal(plan);
        StringJoiner documents = new StringJoiner("---\n");
        for (String principal : plan.principals()) {
            documents.add(document(
                    principal,
                    cluster,
                    rights.getOrDefault(principal, Map.of()),
                    plan.quotas().getOrDefault(principal, Map.of())));
        }
        return documents.toString();
    }

    private static String document(
            String principal,
            String cluster,
            Map<AccessFormat.Target, Set<AclOperation>> rights,
            Map<String, Double> quotas) {
        if (!RESOURCE_NAME.matcher(principal).matches()) {
            throw new SettingsException("the principal " + principal + " cannot be a Kubernetes resource, whose name"
                    + " has lower-case letters, digits, '-' and '.'; choose another with --principal");
        }
        StringBuilder yaml = new StringBuilder("""
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaUser
                metadata:
                  name: %s
                  labels:
                    strimzi.io/cluster: %s
                spec:
                  authentication:
                    type: tls
                """.formatted(principal, cluster));
        if (!quotas.isEmpty()) {
            yaml.append("  quotas:\n    producerByteRate: ")
                    .append(AccessFormat.number(quotas.get(PublisherQuotas.BYTE_RATE)))
                    .append("\n    requestPercentage: ")
                    .append(AccessFormat.number(quotas.get(PublisherQuotas.REQUEST_PERCENTAGE)))
                    .append('\n');
        }
        if (!rights.isEmpty()) {
            yaml.append("  authorization:\n    type: simple\n    acls:\n");
            rights.forEach((target, operations) -> yaml.append(acl(target, operations)));
        }
        return yaml.toString();
    }

    private static String acl(AccessFormat.Target target, Set<AclOperation> operations) {
        String names = operations.stream()
                .map(operation -> camelCase(operation.name(), true))
                .collect(Collectors.joining(", "));
        // The cluster has no name here.
        String name = target.type() == ResourceType.CLUSTER
                ? ""
                : "          name: %s\n          patternType: %s\n"
                        .formatted(target.name(), target.pattern().name().toLowerCase(Locale.ROOT));
        return "      - resource:\n          type: %s\n%s        operations: [%s]\n"
                .formatted(camelCase(target.type().name(), false), name, names);
    }

    /** {@code DESCRIBE_CONFIGS} is {@code DescribeConfigs}, and {@code TRANSACTIONAL_ID} is {@code transactionalId}. */
    private static String camelCase(String constant, boolean capital) {
        String joined = Arrays.stream(constant.split("_"))
                .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
        return capital ? joined : joined.substring(0, 1).toLowerCase(Locale.ROOT) + joined.substring(1);
    }
}
