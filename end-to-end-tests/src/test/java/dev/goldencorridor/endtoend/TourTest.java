package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every class, store, topic, setting and test that the pages for newcomers name exists. */
class TourTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`([^`\n]+)`");
    private static final Pattern A_NAME = Pattern.compile("[\\w.-]+");
    private static final Pattern SOURCE = Pattern.compile(".*/src/.*\\.(java|avsc|txt|csv)|.*/pom\\.xml|.*\\.yml");
    /** Suffixes that Streams adds to the names in the code. */
    private static final String INTERNAL_TOPIC = "^corridor-processor\\.-|-(changelog|repartition)$";

    private static final Set<String> NAMES = names();

    @ParameterizedTest
    @ValueSource(strings = {"tour.md", "glossary.md", "architecture.md", "alerts.md"})
    void whateverThePageNamesExists(String page) throws IOException {
        TreeSet<String> missing = NAMED.matcher(
                        prose(Files.readString(PROJECT.resolve("docs").resolve(page))))
                .results()
                .map(found -> found.group(1).replaceAll(INTERNAL_TOPIC, ""))
                .filter(name -> A_NAME.matcher(name).matches())
                .filter(name -> !NAMES.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(missing).isEmpty();
    }

    /** Code blocks hold commands and diagrams. */
    private static String prose(String page) {
        return page.replaceAll("(?s)```.*?```", "");
    }

    /** All words of the sources and of the file names, whole and split at dots. */
    private static Set<String> names() {
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.walk(PROJECT)) {
            List<Path> sources = files.filter(Files::isRegularFile)
                    .filter(file -> SOURCE.matcher(file.toString()).matches())
                    // Examples of files that users have are in their own encodings.
                    .filter(file -> !file.toString().endsWith(".csv"))
                    .toList();
            for (Path source : sources) {
                A_NAME.matcher(source.getFileName() + "\n" + Files.readString(source))
                        .results()
                        .forEach(found -> {
                            names.add(found.group());
                            names.addAll(List.of(found.group().split("\\.")));
                        });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
