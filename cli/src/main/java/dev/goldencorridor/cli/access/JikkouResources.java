package dev.goldencorridor.cli.access;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;

/** A plan as resources of Jikkou. */
final class JikkouResources {
    private JikkouResources() {}

    /** The resources as YAML, one document for the permissions of each principal, and one for its quotas. */
    static String of(AccessPlan plan) {
        StringJoiner documents = new StringJoiner("---\n");
        AccessFormat.byPrincipal(plan).forEach((principal, rights) -> documents.add(authorization(principal, rights)));
        plan.quotas().forEach((principal, values) -> documents.add(quota(principal, values)));
        return documents.toString();
    }

    private static String authorization(String principal, Map<AccessFormat.Target, Set<AclOperation>> rights) {
        StringBuilder yaml = new StringBuilder("""
                apiVersion: "kafka.jikkou.io/v1beta2"
                kind: "KafkaPrincipalAuthorization"
                metadata:
                  name: "%s"
                spec:
                  acls:
                """.formatted(AccessRule.PRINCIPAL_TYPE + principal));
        rights.forEach((target, operations) -> yaml.append(acl(target, operations)));
        return yaml.toString();
    }

    private static String acl(AccessFormat.Target target, Set<AclOperation> operations) {
        return """
                    - resource:
                        type: "%s"
                        pattern: "%s"
                        patternType: "%s"
                      type: "ALLOW"
                      operations: [%s]
                      host: "*"
                """.formatted(
                        target.type().name().toLowerCase(Locale.ROOT),
                        target.name(),
                        target.pattern().name(),
                        operations.stream()
                                .map(operation -> "\"" + operation.name() + "\"")
                                .collect(Collectors.joining(", ")));
    }

    private static String quota(String principal, Map<String, Double> values) {
        return """
                apiVersion: "kafka.jikkou.io/v1beta2"
                kind: "KafkaClientQuota"
                metadata: {}
                spec:
                  type: "USER"
                  entity:
                    user: "%s"
                  configs:
                    producerByteRate: %s
                    requestPercentage: %s
                """.formatted(
                        principal,
                        AccessFormat.number(values.get(PublisherQuotas.BYTE_RATE)),
                        AccessFormat.number(values.get(PublisherQuotas.REQUEST_PERCENTAGE)));
    }
}
