package dev.goldencorridor.cli.access;

import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.goldencorridor.cli.access.AccessRulesTest.Attempt;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What each principal may do, written a second time and by the names of topics alone. READ and WRITE imply DESCRIBE to
 * the brokers.
 */
final class ExpectedRights {
    private static final Set<AclOperation> READING = Set.of(READ, DESCRIBE);
    private static final Set<AclOperation> WRITING = Set.of(WRITE, DESCRIBE);
    private static final Set<AclOperation> BOTH = Set.of(READ, WRITE, DESCRIBE);
    private static final Set<AclOperation> NOTHING = Set.of();
    private static final Set<AclOperation> SEEING = Set.of(DESCRIBE, DESCRIBE_CONFIGS);

    private ExpectedRights() {}

    static boolean permit(String principal, Attempt attempt) {
        Set<AclOperation> permitted =
                switch (attempt.type()) {
                    case TOPIC -> onTopic(principal, attempt.name());
                    case GROUP -> onGroup(principal, attempt.name());
                    case TRANSACTIONAL_ID -> onTransactionalId(principal, attempt.name());
                    default ->
                        principal.equals("corridor-admin")
                                ? Set.of(ALTER, ALTER_CONFIGS, DESCRIBE, DESCRIBE_CONFIGS)
                                : NOTHING;
                };
        return permitted.contains(attempt.operation());
    }

    private static Set<AclOperation> onTopic(String principal, String topic) {
        boolean isOfBrokers = topic.startsWith("__");
        boolean isDeclared = topic.matches("(movements|corridor|ops|delays)\\..*");
        boolean isDelays = topic.startsWith("delays.");
        boolean isOutput = topic.startsWith("corridor.")
                && !topic.matches("corridor\\.(control|webhook-alerts|rejects\\.outcome)");
        boolean isInternal = topic.startsWith("corridor-processor.");
        boolean isResult = topic.startsWith("ops.") && !topic.equals("ops.acknowledgements");
        return switch (principal) {
            case "corridor-processor" -> {
                if (topic.startsWith("movements.") || topic.equals("corridor.control")) {
                    yield with(READING, DESCRIBE_CONFIGS);
                }
                if (isInternal) {
                    yield with(BOTH, CREATE, DELETE, DESCRIBE_CONFIGS);
                }
                if (topic.equals("corridor.rejected")) {
                    yield with(BOTH, DESCRIBE_CONFIGS);
                }
                if (topic.equals("corridor.rejects.outcome")) {
                    yield READING;
                }
                yield isOutput ? with(WRITING, DESCRIBE_CONFIGS) : isOfBrokers ? SEEING : NOTHING;
            }
            case "corridor-sink" -> {
                if (topic.equals("corridor.rejected")) {
                    yield with(WRITING, DESCRIBE_CONFIGS);
                }
                if (isOutput) {
                    yield with(READING, DESCRIBE_CONFIGS);
                }
                yield isResult || isDelays ? with(BOTH, DESCRIBE_CONFIGS) : isOfBrokers ? SEEING : NOTHING;
            }
            case "corridor-alerts" -> {
                if (topic.equals("corridor.webhook-alerts")) {
                    yield BOTH;
                }
                if (isOfBrokers) {
                    yield SEEING;
                }
                yield isDelays && !topic.equals("delays.critical") ? READING : NOTHING;
            }
            case "corridor-board" -> {
                if (topic.equals("ops.acknowledgements")) {
                    yield BOTH;
                }
                yield isResult || (isDelays && !topic.equals("delays.critical")) ? READING : NOTHING;
            }
            case "corridor-operator" -> {
                if (topic.equals("corridor.control")) {
                    yield with(BOTH, DESCRIBE_CONFIGS);
                }
                if (isResult || isDelays || topic.equals("corridor.rejected")) {
                    yield with(READING, DESCRIBE_CONFIGS);
                }
                yield isDeclared ? SEEING : isInternal ? Set.of(DESCRIBE) : NOTHING;
            }
            case "corridor-rejects" -> {
                if (topic.startsWith("movements.") || topic.equals("corridor.rejects.outcome")) {
                    yield BOTH;
                }
                yield topic.equals("corridor.rejected") ? READING : NOTHING;
            }
            case "corridor-reset" -> {
                if (topic.startsWith("movements.") || topic.equals("corridor.control")) {
                    yield READING;
                }
                if (isInternal) {
                    yield with(BOTH, DELETE);
                }
                yield isOutput && !topic.matches("corridor\\.(clock|rejected|delays)") ? BOTH : NOTHING;
            }
            case "reader-operations" -> isResult || isDelays ? READING : NOTHING;
            case "reader-alerting" -> isDelays ? READING : NOTHING;
            case "reader-xian" -> topic.matches("delays\\.xian|ops\\.clock") ? READING : NOTHING;
            case "corridor-admin" -> isDeclared ? Set.of(CREATE, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS) : NOTHING;
            default -> topic.equals(principal.replace("publisher-", "movements.")) ? WRITING : NOTHING;
        };
    }

    private static Set<AclOperation> onGroup(String principal, String group) {
        if (group.equals("corridor-processor.")) {
            return switch (principal) {
                case "corridor-processor", "corridor-reset" -> READING;
                case "corridor-operator" -> Set.of(DESCRIBE);
                default -> NOTHING;
            };
        }
        if (principal.startsWith("reader-")) {
            return group.startsWith(principal + ".") ? READING : NOTHING;
        }
        return group.equals(principal) && principal.equals("corridor-sink") ? READING : NOTHING;
    }

    private static Set<AclOperation> onTransactionalId(String principal, String id) {
        return switch (id) {
            case "corridor-processor.-1" -> principal.equals("corridor-processor") ? WRITING : NOTHING;
            case "corridor-processor.-reset" -> principal.matches("corridor-(processor|reset)") ? WRITING : NOTHING;
            case "corridor-rejects" -> principal.equals("corridor-rejects") ? WRITING : NOTHING;
            case "corridor-sink-1" -> principal.equals("corridor-sink") ? WRITING : NOTHING;
            default -> NOTHING;
        };
    }

    private static Set<AclOperation> with(Set<AclOperation> some, AclOperation... more) {
        Set<AclOperation> all = new HashSet<>(some);
        all.addAll(Set.of(more));
        return all;
    }
}
