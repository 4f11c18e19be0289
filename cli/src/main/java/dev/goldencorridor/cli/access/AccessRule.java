package dev.goldencorridor.cli.access;

import java.util.Comparator;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One permission: a principal may do one operation on one resource, from any host.
 *
 * @param principal its name, without {@code User:}
 * @param pattern literal, or prefixed for the internal topics and the transactional ids of an application
 */
public record AccessRule(String principal, ResourceType type, String name, PatternType pattern, AclOperation operation)
        implements Comparable<AccessRule> {
    static final String PRINCIPAL_TYPE = "User:";
    private static final String ANY_HOST = "*";
    private static final Comparator<AccessRule> ORDER = Comparator.comparing(AccessRule::principal)
            .thenComparing(AccessRule::type)
            .thenComparing(AccessRule::name)
            .thenComparing(AccessRule::pattern)
            .thenComparing(AccessRule::operation);

    /** This rule for another principal. */
    AccessRule of(String other) {
        return new AccessRule(other, type, name, pattern, operation);
    }

    /** The rule as the brokers store it. */
    public AclBinding binding() {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(PRINCIPAL_TYPE + principal, ANY_HOST, operation, AclPermissionType.ALLOW));
    }

    @Override
    public int compareTo(AccessRule other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return principal + " " + operation + " " + type + (pattern == PatternType.PREFIXED ? " prefix " : " ") + name;
    }
}
