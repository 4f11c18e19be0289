package dev.goldencorridor.cli.access;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.metadata.authorizer.StandardAcl;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** The authorizer of Kafka's brokers, without a broker. It denies by default. */
final class AuthorizerFixture {
    private final StandardAuthorizer authorizer = new StandardAuthorizer();
    private final Map<AccessRule, Uuid> ids = new HashMap<>();

    AuthorizerFixture(Collection<AccessRule> rules) {
        authorizer.withPluginMetrics(new UnservedMetrics(new Metrics()));
        authorizer.configure(Map.of("super.users", "User:corridor-broker"));
        authorizer.completeInitialLoad();
        rules.forEach(this::add);
    }

    void add(AccessRule rule) {
        Uuid id = Uuid.randomUuid();
        authorizer.addAcl(id, StandardAcl.fromAclBinding(rule.binding()));
        ids.put(rule, id);
    }

    void remove(AccessRule rule) {
        authorizer.removeAcl(ids.remove(rule));
    }

    boolean permits(String principal, AclOperation operation, ResourceType type, String name) {
        Action action = new Action(operation, new ResourcePattern(type, name, PatternType.LITERAL), 1, false, false);
        return authorizer
                .authorize(new Request(new KafkaPrincipal(KafkaPrincipal.USER_TYPE, principal)), List.of(action))
                .get(0)
                .equals(AuthorizationResult.ALLOWED);
    }

    /** The authorizer counts its decisions, and nobody reads them here. */
    private record UnservedMetrics(Metrics metrics) implements PluginMetrics {
        @Override
        public MetricName metricName(String name, String description, LinkedHashMap<String, String> tags) {
            return metrics.metricName(name, "test", description, tags);
        }

        @Override
        public void addMetric(MetricName name, MetricValueProvider<?> value) {
            metrics.addMetric(name, null, value);
        }

        @Override
        public void removeMetric(MetricName name) {
            metrics.removeMetric(name);
        }

        @Override
        public Sensor addSensor(String name) {
            return metrics.sensor(name);
        }

        @Override
        public void removeSensor(String name) {
            metrics.removeSensor(name);
        }
    }

    private record Request(KafkaPrincipal principal) implements AuthorizableRequestContext {
        @Override
        public String listenerName() {
            return "TLS";
        }

        @Override
        public SecurityProtocol securityProtocol() {
            return SecurityProtocol.SSL;
        }

        @Override
        public InetAddress clientAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public int requestType() {
            return 0;
        }

        @Override
        public int requestVersion() {
            return 0;
        }

        @Override
        public String clientId() {
            return "test";
        }

        @Override
        public int correlationId() {
            return 0;
        }
    }
}
