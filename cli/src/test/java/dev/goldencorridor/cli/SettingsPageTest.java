package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

/** Checks that the tables of docs/settings.md equal the declarations. {@code -Ddocs.write=true} writes them again. */
class SettingsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "settings.md");
    private static final String HEADER = "| setting | environment | default | meaning |\n|---|---|---|---|\n";

    /** The heading of each table, by the prefix of its settings. */
    private static final Map<String, String> SECTIONS = sections();

    @Test
    void thePageListsTheDeclaredSettings() throws IOException {
        Map<String, String> tables = new LinkedHashMap<>();
        SECTIONS.forEach((prefix, heading) -> tables.put(heading, table(prefix)));
        PageTables.compare(PAGE, HEADER, tables);
    }

    @Test
    void eachSettingIsInOneTable() {
        assertThat(SECTIONS.keySet().stream()
                        .mapToLong(prefix -> table(prefix).lines().count() - 2)
                        .sum())
                .isEqualTo(DeclaredSettings.ofAllApplications().names().size());
    }

    private static Map<String, String> sections() {
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("", "## All applications\n");
        sections.put("metrics.", "## Metrics and health\n");
        sections.put("traces.", "## Traces\n");
        sections.put("publish.", "## Publishing\n");
        sections.put("processor.", "## Stream-processor\n");
        sections.put("delays.", "## Delays\n");
        sections.put("sink.", "## Sink\n");
        sections.put("alerts.", "## Alerts\n");
        sections.put("board.", "## Board\n");
        return sections;
    }

    private static String table(String prefix) {
        ConfigDef declared = DeclaredSettings.ofAllApplications();
        return declared.configKeys().values().stream()
                .filter(key -> prefixOf(key.name).equals(prefix))
                .map(SettingsPageTest::row)
                .collect(Collectors.joining("", HEADER, ""));
    }

    private static String prefixOf(String name) {
        return new TreeSet<>(SECTIONS.keySet())
                .descendingSet().stream()
                        .filter(prefix -> !prefix.isEmpty() && name.startsWith(prefix))
                        .findFirst()
                        .orElse("");
    }

    private static String row(ConfigKey key) {
        String value = SettingRange.defaultOf(key);
        return "| `" + key.name + "` | `" + Settings.environmentVariable(key.name) + "` | "
                + (value.isEmpty() ? "(empty)" : "`" + value + "`") + " | "
                + (key.documentation + SettingRange.describe(key))
                        .replace("<", "&lt;")
                        .replace("|", "\\|") + " |\n";
    }
}
