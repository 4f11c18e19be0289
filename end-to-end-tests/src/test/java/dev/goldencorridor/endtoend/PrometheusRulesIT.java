package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The alert rules about the pipeline, checked and tested by promtool. */
class PrometheusRulesIT {
    private static final Path DIRECTORY = Path.of("..", "deploy", "prometheus");
    private static final Path RUNBOOK = Path.of("..", "docs", "runbook.md");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)\\s+expr: '((?:[^']|'')*)'((?:\\n {8}.*)*)");
    private static final Pattern METRIC = Pattern.compile("\\b(?:corridor|kafka|jvm|process)_\\w+");
    /** The suffixes of the series of a histogram. */
    private static final String HISTOGRAM_SUFFIX = "_(bucket|sum|count)$";

    @Test
    void theRulesFireAndStaySilentAsTheirTestsSay() throws Exception {
        ExternalTool promtool = ExternalTool.find("promtool", "prometheus");
        assertThat(promtool.run(DIRECTORY, "test", "rules", "rules-test.yml"))
                .satisfies(result ->
                        assertThat(result.exitCode()).as(result.output()).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"prometheus.yml", "prometheus-local.yml"})
    void theConfigurationIsValid(String file) throws Exception {
        ExternalTool promtool = ExternalTool.find("promtool", "prometheus");
        assertThat(promtool.run(DIRECTORY, "check", "config", file))
                .satisfies(result ->
                        assertThat(result.exitCode()).as(result.output()).isZero());
    }

    @Test
    void eachRuleHasTwoTests() throws IOException {
        String tests = Files.readString(DIRECTORY.resolve("rules-test.yml"));
        for (Rule rule : rules()) {
            assertThat(tests)
                    .contains("- name: " + rule.name + " fires\n")
                    .contains("- name: " + rule.name + " stays silent\n");
        }
    }

    @Test
    void eachRuleHasASectionInTheRunbookWithItsCondition() throws IOException {
        String runbook = Files.readString(RUNBOOK);
        List<Rule> rules = rules();
        assertThat(rules).hasSizeGreaterThanOrEqualTo(20);
        for (Rule rule : rules) {
            assertThat(rule.rest)
                    .as(rule.name)
                    .contains("runbook_url: '{{ $externalLabels.docs }}/runbook.md#"
                            + rule.name.toLowerCase(Locale.ROOT) + "'")
                    .containsPattern("severity: (critical|warning|info)\n");
            assertThat(section(runbook, rule.name))
                    .as(rule.name)
                    .contains("`" + rule.condition + "`", "**Check.**", "**Remedy.**");
        }
        assertThat(runbook.lines().filter(line -> line.startsWith("### "))).hasSameSizeAs(rules);
    }

    @Test
    void theRulesUseMetricsThatExist() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "metrics.md"));
        for (Rule rule : rules()) {
            METRIC.matcher(rule.condition)
                    .results()
                    .map(metric -> metric.group().replaceFirst(HISTOGRAM_SUFFIX, ""))
                    .filter(metric -> !metric.matches("(jvm|process)_.*"))
                    .forEach(metric -> assertThat(page).as(rule.name).contains("| `" + metric + "` |"));
        }
    }

    private static List<Rule> rules() throws IOException {
        Matcher alerts = ALERT.matcher(Files.readString(DIRECTORY.resolve("rules.yml")));
        return alerts.results()
                .map(found -> new Rule(found.group(1), found.group(2).replace("''", "'"), found.group(3) + "\n"))
                .toList();
    }

    private static String section(String runbook, String name) {
        int begin = runbook.indexOf("### " + name + "\n");
        assertThat(begin).as("section %s", name).isNotNegative();
        int end = runbook.indexOf("\n### ", begin);
        return runbook.substring(begin, end < 0 ? runbook.length() : end);
    }

    private record Rule(String name, String condition, String rest) {}
}
