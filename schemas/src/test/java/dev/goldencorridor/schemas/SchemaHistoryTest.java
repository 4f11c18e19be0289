package dev.goldencorridor.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.registry.Evolution;
import dev.goldencorridor.runtime.registry.Subject;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every released schema version is kept for ever. The next version must be compatible with all of them. */
class SchemaHistoryTest {
    private static final Path HISTORY = Path.of("history");

    static Stream<Subject> subjects() {
        return ContractSubjects.all().stream();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void theCurrentSchemaIsTheLatestCommittedVersion(Subject subject) {
        List<Schema> versions = versions(subject);
        assertThat(versions).isNotEmpty();
        assertThat(subject.schema().toString())
                .as("add the changed schema as %s/%s/v%d.avsc", HISTORY, subject.name(), versions.size() + 1)
                .isEqualTo(versions.get(versions.size() - 1).toString());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void everyVersionKeepsThePromiseTowardsEveryEarlierOne(Subject subject) {
        assertThat(broken(versions(subject), subject.compatibility())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void everyTypeAndFieldIsDocumented(Subject subject) {
        List<String> undocumented = new ArrayList<>();
        collectUndocumented(subject.schema(), undocumented, new HashSet<>());
        assertThat(undocumented).isEmpty();
    }

    @Test
    void everySubjectOfTheHistoryIsInTheContract() throws IOException {
        try (Stream<Path> directories = Files.list(HISTORY)) {
            assertThat(directories.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            subjects().map(Subject::name).toList());
        }
    }

    @Test
    void anAddedFieldWithoutDefaultBreaksBothPromises() {
        List<Schema> versions = List.of(record("a"), record("a", "b"));
        assertThat(broken(versions, "BACKWARD_TRANSITIVE")).isNotEmpty();
        assertThat(broken(versions, "FULL_TRANSITIVE")).isNotEmpty();
    }

    @Test
    void aRemovedFieldWithoutDefaultBreaksOnlyTheFullPromise() {
        List<Schema> versions = List.of(record("a", "b"), record("a"));
        assertThat(broken(versions, "BACKWARD_TRANSITIVE")).isEmpty();
        assertThat(broken(versions, "FULL_TRANSITIVE")).isNotEmpty();
    }

    @Test
    void theFirstVersionCountsAsMuchAsTheLast() {
        List<Schema> versions = List.of(record("a", "b"), record("a"), record("a", "b"));
        assertThat(broken(versions, "BACKWARD_TRANSITIVE"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("v3 after v2");
    }

    private static List<String> broken(List<Schema> versions, String promise) {
        List<String> broken = new ArrayList<>();
        for (int later = 1; later < versions.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                String pair = "v" + (later + 1) + " after v" + (earlier + 1) + ": ";
                Evolution.breaks(promise, versions.get(later), versions.get(earlier))
                        .forEach(difference -> broken.add(pair + difference));
            }
        }
        return broken;
    }

    private static List<Schema> versions(Subject subject) {
        List<Schema> versions = new ArrayList<>();
        Path directory = HISTORY.resolve(subject.name());
        for (int version = 1; Files.exists(directory.resolve("v" + version + ".avsc")); version++) {
            try {
                versions.add(new Schema.Parser().parse(Files.readString(directory.resolve("v" + version + ".avsc"))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return versions;
    }

    private static Schema record(String... names) {
        StringBuilder fields = new StringBuilder();
        for (String name : names) {
            fields.append(fields.isEmpty() ? "" : ",")
                    .append("{\"name\":\"")
                    .append(name)
                    .append("\",\"type\":\"long\"}");
        }
        return new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
    }

    private static void collectUndocumented(Schema schema, List<String> undocumented, Set<String> seen) {
        switch (schema.getType()) {
            case ARRAY -> collectUndocumented(schema.getElementType(), undocumented, seen);
            case MAP -> collectUndocumented(schema.getValueType(), undocumented, seen);
            case UNION -> schema.getTypes().forEach(branch -> collectUndocumented(branch, undocumented, seen));
            case ENUM -> requireDoc(schema.getDoc(), schema.getFullName(), undocumented);
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    requireDoc(schema.getDoc(), schema.getFullName(), undocumented);
                    for (Schema.Field field : schema.getFields()) {
                        requireDoc(field.doc(), schema.getFullName() + "." + field.name(), undocumented);
                        collectUndocumented(field.schema(), undocumented, seen);
                    }
                }
            }
            default -> {}
        }
    }

    private static void requireDoc(String doc, String what, List<String> undocumented) {
        if (doc == null || doc.isBlank()) {
            undocumented.add(what);
        }
    }
}
