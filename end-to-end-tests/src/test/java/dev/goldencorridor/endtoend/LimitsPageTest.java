package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.producer.PublishSettings;
import dev.goldencorridor.runtime.limits.Limit;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** Checks that docs/limits.md equals the declared limits. {@code -Ddocs.write=true} writes it again. */
class LimitsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "limits.md");
    /** A movement passes the modules in this order. */
    private static final List<String> MODULES =
            List.of("producer", "schemas", "processor", "sink", "alertbridge", "cli", "runtime");

    @Test
    void thePageListsTheDeclaredLimits() throws IOException {
        String expected = new LimitsPage(limits(), LimitsPageTest::defaultOf).text();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, expected);
        } else {
            assertThat(PAGE).as("run the test with -Ddocs.write=true").hasContent(expected);
        }
    }

    @Test
    void everyConstantOfAPackageOfLimitsIsDeclared() {
        assertThat(ProjectClasses.constants()
                        .filter(field ->
                                field.getDeclaringClass().getPackageName().endsWith(".limits"))
                        .filter(field ->
                                field.getDeclaringClass().getSimpleName().endsWith("Limits")))
                .hasSizeGreaterThan(50)
                .allMatch(field -> field.isAnnotationPresent(Limit.class));
    }

    private static List<Field> limits() {
        return ProjectClasses.constants()
                .filter(field -> field.isAnnotationPresent(Limit.class))
                .sorted(Comparator.comparingInt(LimitsPageTest::module))
                .toList();
    }

    private static int module(Field field) {
        return MODULES.indexOf(field.getDeclaringClass().getPackageName().split("\\.", -1)[2]);
    }

    private static Object defaultOf(String setting) {
        Map<String, ConfigDef.ConfigKey> publishing =
                PublishSettings.definition().configKeys();
        return (publishing.containsKey(setting)
                        ? publishing
                        : ProcessorSettings.definition().configKeys())
                .get(setting)
                .defaultValue;
    }
}
