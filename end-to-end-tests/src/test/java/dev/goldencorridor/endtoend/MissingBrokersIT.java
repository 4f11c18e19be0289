package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.cli.Corridor;
import dev.goldencorridor.cli.LocalPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command gives up after some seconds if no broker answers. The test waits for them beside others. */
class MissingBrokersIT {
    @TempDir
    private Path directory;

    @Test
    void missingBrokersAreReportedWithinABoundedTime() throws IOException {
        int unused = LocalPort.freeOr(0);
        StringWriter err = new StringWriter();
        long start = System.nanoTime();
        int code = Corridor.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute("topics", "--dir", directory.toString(), "--set", "bootstrap.servers=127.0.0.1:" + unused);
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("bootstrap.servers");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }
}
