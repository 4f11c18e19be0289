package dev.goldencorridor.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SinkCommandTest {
    @Test
    void aSettingOutOfRangeIsNamedAndNothingIsStarted(@TempDir Path directory) {
        StringWriter errors = new StringWriter();
        int exit = new CommandLine(new SinkCommand())
                .setErr(new PrintWriter(errors))
                .execute("--dir", directory.toString(), "--set", "sink.format=xml");
        assertThat(exit).isEqualTo(2);
        assertThat(errors.toString()).contains("sink.format", "xml");
    }
}
