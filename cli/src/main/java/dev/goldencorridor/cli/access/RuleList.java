package dev.goldencorridor.cli.access;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Collects the permissions of one principal. To the brokers, READ, WRITE, DELETE and ALTER include DESCRIBE, and
 * ALTER_CONFIGS includes DESCRIBE_CONFIGS, so these are not granted in addition.
 */
final class RuleList {
    private final String principal;
    private final Set<AccessRule> rules = new TreeSet<>();

    RuleList(String principal) {
        this.principal = principal;
    }

    RuleList topics(Collection<String> names, AclOperation... operations) {
        names.forEach(name -> add(ResourceType.TOPIC, name, PatternType.LITERAL, operations));
        return this;
    }

    RuleList topic(String name, AclOperation... operations) {
        return topics(List.of(name), operations);
    }

    /** For the topics that an application creates itself. */
    RuleList internalTopics(String prefix, AclOperation... operations) {
        return add(ResourceType.TOPIC, prefix, PatternType.PREFIXED, operations);
    }

    RuleList group(String name, AclOperation... operations) {
        return add(ResourceType.GROUP, name, PatternType.LITERAL, operations);
    }

    /** For a reader that names its groups itself. */
    RuleList groups(String prefix, AclOperation... operations) {
        return add(ResourceType.GROUP, prefix, PatternType.PREFIXED, operations);
    }

    /** The application ends these ids itself. */
    RuleList transactionalIds(String prefix) {
        return add(ResourceType.TRANSACTIONAL_ID, prefix, PatternType.PREFIXED, AclOperation.WRITE);
    }

    RuleList transactionalId(String id) {
        return add(ResourceType.TRANSACTIONAL_ID, id, PatternType.LITERAL, AclOperation.WRITE);
    }

    RuleList cluster(AclOperation... operations) {
        return add(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL, operations);
    }

    private RuleList add(ResourceType type, String name, PatternType pattern, AclOperation... operations) {
        for (AclOperation operation : operations) {
            rules.add(new AccessRule(principal, type, name, pattern, operation));
        }
        return this;
    }

    Set<AccessRule> rules() {
        return rules;
    }
}
