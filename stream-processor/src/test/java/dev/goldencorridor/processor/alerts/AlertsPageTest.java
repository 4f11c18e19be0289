package dev.goldencorridor.processor.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.DelaySettings;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.processor.alerts.rules.ClearedCause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/alerts.md has the transitions, clearing causes and thresholds of the code. */
class AlertsPageTest {
    private static final String PAGE = read(Path.of("..", "docs", "alerts.md"));
    private static final String START_OR_END = "[*]";
    /** An edge of the diagram, and the condition of the transition. */
    private static final Pattern EDGE = Pattern.compile("(?m)^  (\\S+ --> \\S+): (.*)$");

    private static final Pattern THRESHOLDS = Pattern.compile("(?m)^\\| `[A-Z_]+` \\| `(\\S+)` \\| `(\\S+)` \\|$");

    /** A row of {@link AlertLifecycleTest} that publishes something, with the words of its first and last column. */
    private record Transition(String before, String published) {
        static Stream<Transition> of(String table) {
            return table.lines()
                    .skip(1)
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|", -1))
                    .map(cells -> new Transition(cells[0].trim(), cells[cells.length - 1].trim()))
                    .filter(transition -> !transition.published.isEmpty());
        }

        String edge() {
            return state(before) + " --> " + state(published);
        }

        private static String state(String words) {
            return words.startsWith("RAISED") || words.startsWith("CLEARED") ? words.split(" ", -1)[0] : START_OR_END;
        }

        /** The fields that the transition changes, by their names in the record. */
        Stream<String> changedFields() {
            Map<String, Boolean> changed = Map.of(
                    "severity", !published.split(" ", -1)[1].equals(before.split(" ", -1)[1]),
                    "reason", published.contains(", reason "),
                    "parentKey", published.contains(", parent "),
                    "plannedAt", published.contains(", planned "),
                    "occurredAt", published.contains(", occurred "));
            return changed.keySet().stream().filter(changed::get);
        }

        String cause() {
            return published.split(" ", -1)[1];
        }
    }

    @Test
    void theDiagramHasTheTransitionsOfTheLifecycle() {
        assertThat(edges().keySet())
                .isEqualTo(transitions().map(Transition::edge).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void theDiagramNamesTheFieldsThatReviseARaisedAlert() {
        List<String> named =
                List.of(edges().get("RAISED --> RAISED").replace(" changes", "").split(", | or ", -1));
        assertThat(transitions()
                        .filter(transition -> transition.edge().equals("RAISED --> RAISED"))
                        .flatMap(Transition::changedFields)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void theTableOfCausesHasTheCausesOfTheLifecycleAndOfClosedPorts() {
        String section = PAGE.substring(PAGE.indexOf("### Clearing causes"), PAGE.indexOf("### How long alerts stay"));
        List<String> documented = section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(cell -> Arrays.stream(cell.replaceAll("[` ]", "").split(",", -1)))
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(names(ClearedCause.values()));
        assertThat(Stream.concat(
                                transitions()
                                        .filter(transition -> transition.edge().endsWith("> CLEARED"))
                                        .filter(transition -> transition.edge().startsWith("RAISED"))
                                        .map(Transition::cause),
                                Stream.of(ClearedCause.REOPENED.name()))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void theTableOfThresholdsHasTheDefaults() {
        Map<String, Object> documented = new TreeMap<>();
        Matcher row = THRESHOLDS.matcher(PAGE);
        while (row.find()) {
            documented.put(row.group(1), row.group(2));
        }
        Map<String, Object> defaults =
                new TreeMap<>(ProcessorSettings.definition().defaultValues());
        defaults.keySet().retainAll(DelaySettings.thresholdNames());
        assertThat(documented).isEqualTo(defaults);
    }

    private static Map<String, String> edges() {
        Map<String, String> edges = new TreeMap<>();
        Matcher edge = EDGE.matcher(PAGE);
        while (edge.find()) {
            edges.put(edge.group(1), edge.group(2));
        }
        return edges;
    }

    private static Stream<Transition> transitions() {
        return Stream.of(AlertLifecycleTest.WAITS, AlertLifecycleTest.LATENESSES, AlertLifecycleTest.SILENCES)
                .flatMap(Transition::of);
    }

    private static List<String> names(ClearedCause[] causes) {
        return Arrays.stream(causes).map(ClearedCause::name).toList();
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
