package dev.goldencorridor.cli.rejects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.topics.RejectReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RemediesTest {
    @Test
    void theRemediesAreThoseOfTheContract() throws IOException {
        assertThat(Remedies.byReason()).containsExactlyInAnyOrderEntriesOf(contract());
    }

    @Test
    void everyReasonHasARemedy() {
        assertThat(Remedies.byReason().keySet())
                .containsAll(Stream.of(RejectReason.values()).map(Enum::name).toList());
    }

    /** The last column of the table of reasons, without marks of code. */
    private static Map<String, String> contract() throws IOException {
        Map<String, String> remedies = new LinkedHashMap<>();
        boolean isTable = false;
        for (String line : Files.readAllLines(Path.of("../docs/contract.md"))) {
            if (line.startsWith("| reason | meaning |")) {
                isTable = true;
            } else if (isTable && !line.startsWith("|")) {
                return remedies;
            } else if (isTable && line.startsWith("| `")) {
                String[] cells = line.split("(?<!\\\\)\\|", -1);
                remedies.put(cells[1].strip().replace("`", ""), cells[3].strip().replace("`", ""));
            }
        }
        throw new IllegalStateException("docs/contract.md has no table of reasons");
    }
}
