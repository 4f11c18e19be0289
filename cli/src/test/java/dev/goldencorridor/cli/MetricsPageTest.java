package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.alertbridge.AlertsApplication;
import dev.goldencorridor.operationscentre.BoardApplication;
import dev.goldencorridor.processor.ProcessorApplication;
import dev.goldencorridor.runtime.metrics.MetricDeclaration;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.sink.SinkApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the tables of docs/metrics.md equal the declarations. {@code -Ddocs.write=true} writes them again. */
class MetricsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final String HEADER = "| metric | type | labels | meaning |\n|---|---|---|---|\n";

    /** The declarations by the heading of their table. */
    static final Map<String, List<MetricDeclaration>> SECTIONS = sections();

    @Test
    void thePageListsTheDeclaredMetrics() throws IOException {
        Map<String, String> tables = new LinkedHashMap<>();
        SECTIONS.forEach((heading, metrics) -> tables.put(heading, table(metrics)));
        PageTables.compare(PAGE, HEADER, tables);
    }

    @Test
    void eachNameIsDeclaredOnceAndFollowsTheConventions() {
        List<String> names = SECTIONS.values().stream()
                .flatMap(List::stream)
                .map(MetricDeclaration::name)
                .toList();
        assertThat(names)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("(corridor|kafka|process)(_[a-z0-9]+)+"))
                .noneMatch(name -> name.matches(".*_(ms|millis|seconds_ago|ns)(_total)?"));
    }

    @Test
    void eachMetricHasASentenceWithoutAFullStop() {
        assertThat(SECTIONS.values().stream().flatMap(List::stream))
                .allMatch(metric -> metric.help().matches("[A-Z0-9].*[^.]"));
    }

    private static Map<String, List<MetricDeclaration>> sections() {
        Map<String, List<MetricDeclaration>> sections = new LinkedHashMap<>();
        List<MetricDeclaration> process = new ArrayList<>(Monitoring.declarations());
        process.add(Registry.FAILED_CALLS);
        process.addAll(Tracing.declarations());
        Metrics.declarations().stream()
                .filter(metric -> metric.name().startsWith("process_"))
                .forEach(process::add);
        sections.put("## Each process\n", process);
        sections.put("## Stream-processor\n", ProcessorApplication.metricDeclarations());
        sections.put("## Sink\n", SinkApplication.metricDeclarations());
        sections.put("## Alerts\n", AlertsApplication.metricDeclarations());
        sections.put("## Board\n", BoardApplication.metricDeclarations());
        sections.put("## Kafka's consumers\n", startingWith("kafka_consumer_"));
        sections.put("## Kafka's producers\n", startingWith("kafka_producer_"));
        sections.put("## Kafka Streams\n", startingWith("kafka_streams_"));
        return sections;
    }

    private static List<MetricDeclaration> startingWith(String prefix) {
        return Metrics.declarations().stream()
                .filter(metric -> metric.name().startsWith(prefix))
                .toList();
    }

    private static String table(List<MetricDeclaration> metrics) {
        return metrics.stream().map(MetricsPageTest::row).collect(Collectors.joining("", HEADER, ""));
    }

    private static String row(MetricDeclaration metric) {
        String labels = metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        String buckets = metric.buckets().isEmpty()
                ? ""
                : ". Buckets up to "
                        + Stream.of(
                                        metric.buckets().get(0),
                                        metric.buckets().get(metric.buckets().size() - 1))
                                .map(bound -> bound == Math.rint(bound) ? Long.toString(Math.round(bound)) : "" + bound)
                                .collect(Collectors.joining(" … "));
        return "| `" + metric.name() + "` | " + metric.kind().name().toLowerCase(Locale.ROOT) + " | " + labels + " | "
                + metric.help() + buckets + " |\n";
    }
}
