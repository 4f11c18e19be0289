package dev.goldencorridor.endtoend;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.goldencorridor.cli.access.AccessPlan;
import dev.goldencorridor.cli.access.AccessRule;
import dev.goldencorridor.runtime.security.Principals;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.resource.PatternType;
import org.slf4j.LoggerFactory;

/** The decisions of the authorizer of a broker in this JVM, from its audit log. Thread-safe. */
final class AuthorizerLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("Principal = User:(\\S+) is (Allowed|Denied) operation = (\\S+)"
            + " .* on resource = (\\w+):LITERAL:(\\S+) for request = (\\S+) .*");
    private static final Logger AUDIT = (Logger) LoggerFactory.getLogger("kafka.authorizer.logger");

    /** These also ask what a principal might do, for a field of their answers. */
    private static final Set<String> DESCRIPTIONS =
            Set.of("Metadata", "DescribeTopicPartitions", "DescribeGroups", "DescribeCluster");

    private static final Set<String> NOT_RUN = Set.of(Principals.RESET, Principals.REJECTS, Principals.ADMINISTRATOR);

    private final Set<Decision> decisions = ConcurrentHashMap.newKeySet();

    /** One decision, without its time. */
    record Decision(
            String principal, boolean isAllowed, String operation, String type, String resource, String request) {}

    /** Logs all decisions from now on. */
    static AuthorizerLog begin() {
        return begin(Level.TRACE);
    }

    /** Logs denials from now on. It costs less than all decisions. */
    static AuthorizerLog beginDenials() {
        return begin(Level.INFO);
    }

    private static AuthorizerLog begin(Level level) {
        AuthorizerLog log = new AuthorizerLog();
        log.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        log.start();
        AUDIT.setLevel(level);
        AUDIT.setAdditive(false);
        AUDIT.addAppender(log);
        return log;
    }

    @Override
    protected void append(ILoggingEvent event) {
        Matcher line = LINE.matcher(event.getFormattedMessage());
        if (line.matches() && isOfUse(line, event.getLevel())) {
            decisions.add(new Decision(
                    line.group(1),
                    line.group(2).equals("Allowed"),
                    line.group(3),
                    line.group(4),
                    line.group(5),
                    line.group(6)));
        }
    }

    /** Kafka logs a denial at INFO. At TRACE it logs that a topic is left out of a list. */
    private static boolean isOfUse(Matcher line, Level level) {
        boolean isAllowed = line.group(2).equals("Allowed");
        return isAllowed
                ? line.group(3).equals("DESCRIBE") || !DESCRIPTIONS.contains(line.group(6))
                : level.equals(Level.INFO);
    }

    /** Forgets all decisions so far. */
    void clear() {
        decisions.clear();
    }

    /** The requests of these principals that were denied. */
    List<Decision> denied(Set<String> principals) {
        return decisions.stream()
                .filter(one -> !one.isAllowed() && principals.contains(one.principal()))
                .toList();
    }

    /** Whether the principal has used the permission. */
    private boolean hasUsed(AccessRule rule) {
        return decisions.stream()
                .anyMatch(one -> one.isAllowed()
                        && one.principal().equals(rule.principal())
                        && one.operation().equals(rule.operation().name())
                        && one.type().equalsIgnoreCase(rule.type().name().replace("_", ""))
                        && (rule.pattern() == PatternType.PREFIXED
                                ? one.resource().startsWith(rule.name())
                                : one.resource().equals(rule.name())));
    }

    /** Permissions that nothing has used, on no topic of the kind. Not those of commands that a test does not run. */
    Set<String> unusedKinds(AccessPlan plan) {
        Map<String, List<AccessRule>> kinds = plan.rules().stream()
                .filter(rule -> !NOT_RUN.contains(rule.principal()))
                .collect(Collectors.groupingBy(AuthorizerLog::kind));
        return kinds.entrySet().stream()
                .filter(kind -> kind.getValue().stream().noneMatch(this::hasUsed))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String kind(AccessRule rule) {
        String principal = rule.principal().replaceAll("publisher-.*", "publisher");
        return principal + " " + rule.operation() + " " + rule.type() + " "
                + rule.name().replaceAll("(movements|delays|ops)\\..*", "$1.");
    }

    @Override
    public void close() {
        AUDIT.detachAppender(this);
        AUDIT.setLevel(null);
        AUDIT.setAdditive(true);
        stop();
    }
}
