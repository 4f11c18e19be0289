package dev.goldencorridor.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Each format has every permission. */
class AccessFormatTest {
    private static final AccessPlan PLAN = AccessPlans.of(Map.of("alerts.to", "webhook=http://one.example.org/a"));

    @Test
    void theCommandsOfKafkaNameEachOperationOnce() {
        String script = AccessFormat.parse("kafka").print(PLAN, "");
        assertThat(script.split(" --operation ")).hasSize(PLAN.rules().size() + 1);
        assertThat(script)
                .contains("--add --allow-principal 'User:publisher-khorgos' --operation Write"
                        + " --topic 'movements.khorgos'\n")
                .contains("--operation Write --transactional-id 'corridor-sink-' --resource-pattern-type prefixed\n")
                .contains("--add-config 'producer_byte_rate=4194304,request_percentage=100' --entity-type users"
                        + " --entity-name 'publisher-xian'\n");
    }

    @Test
    @SuppressWarnings("unchecked")
    void theUsersOfStrimziHaveEachPermission() {
        Set<String> found = new TreeSet<>();
        for (Object document : documents(AccessFormat.STRIMZI.print(PLAN, "corridor"))) {
            Map<String, Object> user = (Map<String, Object>) document;
            Map<String, Object> spec = (Map<String, Object>) user.get("spec");
            Map<String, Object> authorization = (Map<String, Object>) spec.get("authorization");
            for (Object acl : (List<Object>) authorization.get("acls")) {
                Map<String, Object> resource = (Map<String, Object>) ((Map<String, Object>) acl).get("resource");
                ((List<Object>) ((Map<String, Object>) acl).get("operations"))
                        .forEach(operation -> found.add(line(
                                ((Map<String, Object>) user.get("metadata")).get("name"),
                                operation,
                                resource.get("type"),
                                resource.getOrDefault("name", "kafka-cluster"),
                                resource.getOrDefault("patternType", "literal"))));
            }
        }
        assertThat(found).isEqualTo(planned());
    }

    @Test
    @SuppressWarnings("unchecked")
    void theResourcesOfJikkouHaveEachPermission() {
        Set<String> found = new TreeSet<>();
        for (Object document : documents(AccessFormat.JIKKOU.print(PLAN, ""))) {
            Map<String, Object> resource = (Map<String, Object>) document;
            if (!resource.get("kind").equals("KafkaPrincipalAuthorization")) {
                continue;
            }
            String name = (String) ((Map<String, Object>) resource.get("metadata")).get("name");
            Map<String, Object> spec = (Map<String, Object>) resource.get("spec");
            for (Object acl : (List<Object>) spec.get("acls")) {
                Map<String, Object> target = (Map<String, Object>) ((Map<String, Object>) acl).get("resource");
                ((List<Object>) ((Map<String, Object>) acl).get("operations"))
                        .forEach(operation -> found.add(line(
                                name.replace("User:", ""),
                                operation,
                                target.get("type"),
                                target.get("pattern"),
                                target.get("patternType"))));
            }
        }
        assertThat(found).isEqualTo(planned());
    }

    @Test
    void aPrincipalMayHaveAnotherName() {
        AccessPlan renamed = PLAN.renamed(Map.of("corridor-sink", "CN=sink,O=Rail"));
        assertThat(renamed.rules()).hasSameSizeAs(PLAN.rules());
        assertThat(renamed.principals()).contains("CN=sink,O=Rail").doesNotContain("corridor-sink");
        assertThatThrownBy(() -> PLAN.renamed(Map.of("corridor-sinc", "x")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("no principal has the name 'corridor-sinc'");
    }

    private static Set<String> planned() {
        Set<String> lines = new TreeSet<>();
        PLAN.rules()
                .forEach(rule -> lines.add(line(
                        rule.principal(),
                        rule.operation(),
                        rule.type(),
                        rule.type() == ResourceType.CLUSTER ? "kafka-cluster" : rule.name(),
                        rule.pattern())));
        return lines;
    }

    /** Upper and lower case and underscores differ between the formats. */
    private static String line(Object... parts) {
        StringBuilder line = new StringBuilder();
        for (Object part : parts) {
            line.append(part.toString().replace("_", "").toLowerCase(Locale.ROOT))
                    .append(' ');
        }
        return line.toString();
    }

    private static List<Object> documents(String yaml) {
        List<Object> documents = new ArrayList<>();
        new Yaml().loadAll(yaml).forEach(documents::add);
        return documents;
    }
}
