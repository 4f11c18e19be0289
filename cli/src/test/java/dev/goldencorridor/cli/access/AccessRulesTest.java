package dev.goldencorridor.cli.access;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CLUSTER_ACTION;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.IDEMPOTENT_WRITE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.alertbridge.AlertSettings;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The generated permissions, judged by the authorizer that Kafka's brokers use. */
class AccessRulesTest {
    private static final Set<String> PUBLISHERS = PublisherCatalogue.builtIn().publishers();
    private static final AccessPlan PLAN = AccessPlans.of(Map.of(
            AlertSettings.TO_CONFIG,
            "webhook=http://one.example.org/a,webhook=http://two.example.org/b",
            CommonSettings.READERS_CONFIG,
            "operations:ops,delays;alerting:delays;xian:delays.xian,ops.clock"));
    private static final List<AclOperation> OPERATIONS =
            List.of(READ, WRITE, CREATE, DELETE, ALTER, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS);

    @Test
    void noRuleGrantsAllOperationsOrAllResources() {
        assertThat(PLAN.rules()).hasSizeGreaterThan(200).allSatisfy(rule -> {
            assertThat(rule.operation()).isNotIn(ALL, CLUSTER_ACTION, IDEMPOTENT_WRITE);
            assertThat(rule.name()).isNotEmpty().doesNotContain("*");
            assertThat(rule.principal()).isNotEmpty().doesNotContain("*");
        });
    }

    @Test
    void prefixesAreForInternalTopicsTransactionalIdsAndGroupsOfReadersAloneAndEndWithADelimiter() {
        assertThat(PLAN.rules())
                .filteredOn(rule -> rule.pattern() != PatternType.LITERAL)
                .isNotEmpty()
                .allSatisfy(rule -> {
                    assertThat(rule.name()).matches(".*[.-]");
                    boolean isInternal =
                            rule.type() == ResourceType.TOPIC && rule.name().equals("corridor-processor.");
                    boolean isOfReader = rule.type() == ResourceType.GROUP
                            && rule.name().equals(rule.principal() + ".")
                            && rule.principal().startsWith("reader-");
                    assertThat(isInternal || isOfReader || rule.type() == ResourceType.TRANSACTIONAL_ID)
                            .as(rule.toString())
                            .isTrue();
                });
    }

    /** A rule that another one makes superfluous would still be permitted. */
    @TestFactory
    Stream<DynamicTest> withoutThisRuleTheBrokersDenyTheOperation() {
        AuthorizerFixture authorizer = new AuthorizerFixture(PLAN.rules());
        return PLAN.rules().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.toString(), () -> {
                    String name = rule.pattern() == PatternType.PREFIXED ? rule.name() + "x" : rule.name();
                    assertThat(authorizer.permits(rule.principal(), rule.operation(), rule.type(), name))
                            .as(rule + " is permitted")
                            .isTrue();
                    authorizer.remove(rule);
                    assertThat(authorizer.permits(rule.principal(), rule.operation(), rule.type(), name))
                            .as(rule + " is still permitted without its rule")
                            .isFalse();
                    authorizer.add(rule);
                }));
    }

    @Test
    void theBrokersDenyEverythingThatAPrincipalDoesNotNeed() {
        AuthorizerFixture authorizer = new AuthorizerFixture(PLAN.rules());
        List<String> denied = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (String principal : PLAN.principals()) {
            for (Attempt attempt : attempts()) {
                boolean permitted = authorizer.permits(principal, attempt.operation(), attempt.type(), attempt.name());
                if (permitted != ExpectedRights.permit(principal, attempt)) {
                    wrong.add(principal + " " + attempt + (permitted ? " is permitted" : " is denied"));
                } else if (!permitted) {
                    denied.add(principal + " " + attempt);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(denied).hasSizeGreaterThan(5_000);
    }

    /** An operation on a resource. */
    record Attempt(AclOperation operation, ResourceType type, String name) {}

    private static List<Attempt> attempts() {
        List<String> topics = new ArrayList<>(List.of(
                "corridor.trips",
                "corridor.clearance",
                "corridor.dwell",
                "corridor.transit",
                "corridor.ports",
                "corridor.runs",
                "corridor.publishers",
                "corridor.clock",
                "corridor.delays",
                "corridor.rejected",
                "corridor.rejects.outcome",
                "corridor.control",
                "corridor.webhook-alerts",
                "corridor-processor.-journeys-changelog",
                "corridor-processor.-panes-repartition",
                "corridor-processor2-journeys-changelog",
                "ops.trips",
                "ops.clock",
                "ops.runs",
                "ops.acknowledgements",
                "delays.critical",
                "__consumer_offsets",
                "__transaction_state",
                "someone.elses"));
        PUBLISHERS.forEach(publisher -> topics.addAll(List.of("movements." + publisher, "delays." + publisher)));
        List<Attempt> attempts = new ArrayList<>();
        for (AclOperation operation : OPERATIONS) {
            topics.forEach(topic -> attempts.add(new Attempt(operation, ResourceType.TOPIC, topic)));
            for (String group : List.of(
                    "corridor-processor.",
                    "corridor-sink",
                    "corridor-alerts.x",
                    "reader-operations.map",
                    "reader-operations",
                    "reader-alerting.sms",
                    "someone")) {
                attempts.add(new Attempt(operation, ResourceType.GROUP, group));
            }
            for (String id : List.of(
                    "corridor-processor.-1", "corridor-processor.-reset", "corridor-rejects", "corridor-sink-1", "x")) {
                attempts.add(new Attempt(operation, ResourceType.TRANSACTIONAL_ID, id));
            }
            attempts.add(new Attempt(operation, ResourceType.CLUSTER, "kafka-cluster"));
        }
        return attempts;
    }
}
