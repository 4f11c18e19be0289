package dev.goldencorridor.alertbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AlertsCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter errors = new StringWriter();

    @Test
    void invalidSettingsEndTheCommandWithExitCodeTwo() {
        assertThat(execute()).isEqualTo(2);
        assertThat(execute("--to", "pager=http://127.0.0.1")).isEqualTo(2);
        assertThat(execute("--to", "webhook=http://127.0.0.1", "--set", "alerts.resend.interval=never"))
                .isEqualTo(2);
        assertThat(execute("--to", "webhook=http://127.0.0.1", "--set", "alerts.backoff.shortest=1m"))
                .isEqualTo(2);
        assertThat(errors.toString())
                .contains("no target", "'pager=http://127.0.0.1' is no target", "alerts.resend.interval")
                .contains("alerts.backoff.shortest (1m) is longer than alerts.backoff.longest (30s)")
                .doesNotContain("\tat ");
    }

    @Test
    void aMissingCatalogueOfPortsEndsTheCommandWithExitCodeTwo() {
        Path missing = directory.resolve("no-ports.csv");
        assertThat(execute("--to", "alertmanager=http://127.0.0.1", "--set", "ports.file=" + missing))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("no-ports.csv").doesNotContain("\tat ");
    }

    private int execute(String... arguments) {
        return new CommandLine(new AlertsCommand())
                .setErr(new PrintWriter(errors, true))
                .execute(Stream.concat(Stream.of("--dir", directory.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
