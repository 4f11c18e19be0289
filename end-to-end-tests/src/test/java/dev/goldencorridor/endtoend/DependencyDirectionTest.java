package dev.goldencorridor.endtoend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which modules and packages may depend on which. */
class DependencyDirectionTest {
    private static final List<String> MODULES = List.of(
            "runtime",
            "schemas",
            "reference",
            "producer",
            "simulator",
            "processor",
            "sink",
            "alertbridge",
            "operationscentre",
            "cli",
            "faultbench");
    private static final List<String> STEPS =
            List.of("admission", "runs", "aggregation", "alerts", "ports", "publishers");

    private static final JavaClasses CLASSES = ProjectClasses.ALL;

    /** The fault bench imports every module, so it has no row. */
    @ParameterizedTest
    @CsvSource({
        "runtime,",
        "schemas, runtime",
        "reference, schemas",
        "producer, runtime schemas",
        "simulator, runtime schemas producer",
        "processor, runtime schemas",
        "sink, runtime schemas",
        "alertbridge, runtime schemas",
        "operationscentre, runtime schemas",
        "cli, runtime schemas producer simulator processor sink alertbridge operationscentre"
    })
    void aModuleDependsOnlyOnTheModulesBelowIt(String module, String below) {
        List<String> forbidden = new ArrayList<>(MODULES);
        forbidden.remove(module);
        if (below != null) {
            forbidden.removeAll(List.of(below.split(" ")));
        }
        mustNotDependOn(
                "dev.goldencorridor." + module + "..",
                forbidden.stream()
                        .map(other -> "dev.goldencorridor." + other + "..")
                        .toArray(String[]::new));
    }

    /** The fault bench is a test that people run by hand too. */
    @Test
    void onlyTestsDependOnTheOracles() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.goldencorridor.reference..", "dev.goldencorridor.faultbench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.goldencorridor.reference..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admission", "runs", "aggregation", "alerts", "ports", "publishers"})
    void aStepDependsOnNoOtherStep(String step) {
        mustNotDependOn(
                step(step),
                STEPS.stream()
                        .filter(other -> !other.equals(step))
                        .map(DependencyDirectionTest::step)
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows", "model", "codec"})
    void theEngineDoesNotDependOnKafka(String part) {
        mustNotDependOn(step(part), "org.apache.kafka..");
    }

    @Test
    void theRulesDoNotDependOnKafka() {
        mustNotDependOn(step("alerts.rules"), "org.apache.kafka..");
    }

    @ParameterizedTest
    @ValueSource(strings = {"feed", "periods", "alarms", "state", "api"})
    void theBoardDependsOnKafkaAndJettyAtItsEdgesAlone(String part) {
        mustNotDependOn(
                "dev.goldencorridor.operationscentre." + part + "..", "org.apache.kafka..", "org.eclipse.jetty..");
    }

    @Test
    void stateDoesNotDependOnTheDomain() {
        List<String> domain = new ArrayList<>(STEPS);
        domain.addAll(List.of("model", "windows", "messages", "rejects"));
        mustNotDependOn(
                step("state"),
                domain.stream().map(DependencyDirectionTest::step).toArray(String[]::new));
        mustNotDependOn(step("state"), "dev.goldencorridor.schemas..");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev.goldencorridor.schemas.limits", "dev.goldencorridor.processor.limits"})
    void limitsAreConstantsAlone(String limits) {
        noClasses()
                .that()
                .resideInAPackage(limits)
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(limits, "dev.goldencorridor.runtime.limits", "java..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.goldencorridor.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noClassUsesKafkaInternals() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..internals..")
                .check(CLASSES);
    }

    /** Only there do requests to the brokers have a time limit. Kafka Streams receives an {@code Admin} of its own. */
    @Test
    void onlyOnePackageWaitsForTheAdminClient() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.goldencorridor.runtime.kafka", "dev.goldencorridor.benchmarks..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(KafkaFuture.class)
                .check(CLASSES);
    }

    @Test
    void noClassHasAMeaninglessSuffix() {
        noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)").check(CLASSES);
    }

    private static String step(String name) {
        return "dev.goldencorridor.processor." + name + "..";
    }

    private static void mustNotDependOn(String part, String... others) {
        noClasses()
                .that()
                .resideInAPackage(part)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(false)
                .check(CLASSES);
    }
}
