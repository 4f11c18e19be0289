package dev.goldencorridor.faultbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FaultsCommandTest {
    private static final int BENCH_FAILED = 2;

    @ParameterizedTest
    @CsvSource({
        "--at-once, 0, at least 1",
        "--at-once, -1, at least 1",
        "--rate, 0, at least 1",
        "--partitions, 0, at least 1",
        "--minutes, 0, greater than 0",
        "--scale, NaN, greater than 0"
    })
    void anImpossibleNumberIsRefusedBeforeAnythingStarts(String option, String value, String demand) {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new FaultsCommand()).setErr(new PrintWriter(err, true));
        assertThat(command.execute(option, value)).isEqualTo(BENCH_FAILED);
        assertThat(err.toString()).startsWith(option + " must be " + demand + ", and not " + value);
    }
}
