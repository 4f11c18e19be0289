package dev.goldencorridor.quickstart;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class DependencyDirectionTest {
    private static final String SCHEMAS = "dev.goldencorridor.schemas..";
    private static final String PRODUCER = "dev.goldencorridor.producer..";
    private static final String PROCESSOR = "dev.goldencorridor.processor..";
    private static final String SINK = "dev.goldencorridor.sink..";
    private static final String QUICKSTART = "dev.goldencorridor.quickstart..";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.goldencorridor");

    @Test
    void theProducerKnowsNeitherProcessorNorSinkNorQuickstart() {
        noClasses()
                .that()
                .resideInAPackage(PRODUCER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PROCESSOR, SINK, QUICKSTART)
                .check(classes);
    }

    @Test
    void theProcessorKnowsNeitherProducerNorSinkNorQuickstart() {
        noClasses()
                .that()
                .resideInAPackage(PROCESSOR)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PRODUCER, SINK, QUICKSTART)
                .check(classes);
    }

    @Test
    void theSinkKnowsNeitherProducerNorProcessorNorQuickstart() {
        noClasses()
                .that()
                .resideInAPackage(SINK)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PRODUCER, PROCESSOR, QUICKSTART)
                .check(classes);
    }

    @Test
    void theContractKnowsNobody() {
        noClasses()
                .that()
                .resideInAPackage(SCHEMAS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PRODUCER, PROCESSOR, SINK, QUICKSTART)
                .check(classes);
    }

    @Test
    void nobodyUsesTheInternalsOfKafka() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..internals..")
                .check(classes);
    }

    @Test
    void classesAreNamedAfterWhatTheyAre() {
        noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)").check(classes);
    }
}
