package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.cli.KubernetesManifests.Resource;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be checked of the manifests without a cluster. */
class KubernetesManifestsTest {
    private static final Path SETTINGS = KubernetesManifests.DIRECTORY.resolve("base/corridor.properties");
    private static final Path TOPICS = KubernetesManifests.DIRECTORY.resolve("strimzi/topics.yaml");
    private static final Path USERS = KubernetesManifests.DIRECTORY.resolve("strimzi/users.yaml");
    private static final List<Resource> RESOURCES = KubernetesManifests.read();

    @Test
    void everyResourceOfKubernetesFitsItsOpenApiModel() throws ReflectiveOperationException {
        List<Resource> resources =
                RESOURCES.stream().filter(Resource::isKubernetesOwn).toList();
        assertThat(resources).extracting(Resource::kind).contains("StatefulSet", "Deployment", "PodDisruptionBudget");
        for (Resource resource : resources) {
            resource.validate();
        }
    }

    @Test
    void theModelRefusesUnknownFields() {
        Resource misspelt = new Resource(
                Path.of("none"),
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Service",
                        "spec",
                        Map.of("clusterIp", "None"),
                        "metadata",
                        Map.of()));
        assertThatThrownBy(misspelt::validate).hasMessageContaining("clusterIp");
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void everyContainerRunsACommandWithSettingsThatItDeclares(Resource workload) {
        Map<String, Object> container = workload.container();
        List<Object> arguments = YamlFile.list(container.get("args"));
        assertThat(arguments.subList(1, 3)).containsExactly("--config", "/etc/golden-corridor/corridor.properties");
        Map<String, String> environment = environment(container);
        DeployedCommand.check(workload.toString(), (String) arguments.get(0), environment);
        // The settings of another application would be left alone, and a probe would find no port.
        assertThat(DeclaredSettings.byCommand().get((String) arguments.get(0)).names())
                .map(Settings::environmentVariable)
                .containsAll(environment.keySet().stream()
                        .filter(variable -> !variable.equals("CORRIDOR_JAVA_OPTS"))
                        .toList());
        settings((String) arguments.get(0), Map.of());
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void everyPodHasFewRightsAndNoVariablesOfServices(Resource workload) {
        Map<String, Object> pod = YamlFile.map(workload.at("spec", "template", "spec"));
        assertThat(pod).containsEntry("enableServiceLinks", false).containsEntry("automountServiceAccountToken", false);
        assertThat(YamlFile.map(pod.get("securityContext"))).containsEntry("runAsNonRoot", true);
        assertThat(YamlFile.map(workload.container().get("securityContext")))
                .containsEntry("readOnlyRootFilesystem", true)
                .containsEntry("allowPrivilegeEscalation", false)
                .containsEntry("capabilities", Map.of("drop", List.of("ALL")));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void everyWorkloadHasProbesADisruptionBudgetAndMatchingLabels(Resource workload) {
        assertThat(workload.container()).containsKeys("livenessProbe", "readinessProbe", "startupProbe", "resources");
        Map<String, Object> labels = Map.of("app.kubernetes.io/name", workload.name());
        assertThat(YamlFile.map(workload.at("spec", "template", "metadata", "labels")))
                .containsAllEntriesOf(labels);
        assertThat(workload.at("spec", "selector", "matchLabels")).isEqualTo(labels);
        assertThat(ofKind("PodDisruptionBudget"))
                .anySatisfy(budget ->
                        assertThat(budget.at("spec", "selector", "matchLabels")).isEqualTo(labels));
    }

    @Test
    void theTopicsAreThoseOfTheCatalogue() throws IOException {
        isPrintedBy(TOPICS, "topics", "--strimzi", "corridor");
    }

    @Test
    void theUsersHaveThePermissionsOfTheirPrograms() throws IOException {
        isPrintedBy(USERS, "acls", "--format", "strimzi");
        assertThat(YamlFile.documents(USERS)).hasSizeGreaterThan(15).allSatisfy(user -> assertThat(user)
                .containsEntry("kind", "KafkaUser"));
    }

    private static void isPrintedBy(Path file, String... command) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--config", SETTINGS.toString()));
        StringWriter out = new StringWriter();
        int code = Corridor.commandLine().setOut(new PrintWriter(out)).execute(arguments.toArray(String[]::new));
        assertThat(code).isZero();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, out.toString());
        } else {
            assertThat(file).as("run the test with -Ddocs.write=true").hasContent(out.toString());
        }
    }

    @Test
    void autoscalingFollowsTheInputTopicsAndKeepsAnInstance() throws IOException {
        Settings settings = settings("process", Map.of());
        for (Resource scaled : ofKind("ScaledObject")) {
            assertThat((int) scaled.at("spec", "minReplicaCount")).isPositive();
            assertThat((int) scaled.at("spec", "maxReplicaCount"))
                    .isLessThanOrEqualTo(settings.integer(CommonSettings.PARTITIONS_CONFIG));
            assertThat(workloads())
                    .anyMatch(workload -> workload.kind().equals(scaled.at("spec", "scaleTargetRef", "kind"))
                            && workload.name().equals(scaled.at("spec", "scaleTargetRef", "name")));
        }
        List<Object> triggers = YamlFile.list(scaledObject("corridor-processor").at("spec", "triggers"));
        assertThat(triggers)
                .extracting(trigger ->
                        YamlFile.map(YamlFile.map(trigger).get("metadata")).get("topic"))
                .containsExactlyInAnyOrderElementsOf(YamlFile.documents(TOPICS).stream()
                        .map(topic -> YamlFile.map(topic.get("metadata")).get("name"))
                        .filter(name -> ((String) name).startsWith(TopicCatalogue.MOVEMENTS_PREFIX))
                        .toList());
    }

    private static List<Resource> workloads() {
        return RESOURCES.stream().filter(Resource::isWorkload).toList();
    }

    private static List<Resource> ofKind(String kind) {
        return RESOURCES.stream()
                .filter(resource -> resource.kind().equals(kind))
                .toList();
    }

    private static Resource scaledObject(String name) {
        return ofKind("ScaledObject").stream()
                .filter(scaled -> scaled.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Settings settings(String command, Map<String, String> environment) {
        return Settings.resolve(
                DeclaredSettings.byCommand().get(command),
                Optional.empty(),
                Optional.of(SETTINGS),
                environment,
                Map.of());
    }

    private static Map<String, String> environment(Map<String, Object> container) {
        Map<String, String> environment = new TreeMap<>();
        for (Object variable : YamlFile.list(container.get("env"))) {
            Map<String, Object> entry = new HashMap<>(YamlFile.map(variable));
            // A value from a field is known in the cluster only; the fields in use are names of pods.
            environment.put((String) entry.get("name"), String.valueOf(entry.getOrDefault("value", "corridor-sink-0")));
        }
        return environment;
    }
}
