package dev.goldencorridor.benchmarks;

import dev.goldencorridor.benchmarks.board.ViewersCommand;
import dev.goldencorridor.benchmarks.engine.EngineCommand;
import dev.goldencorridor.benchmarks.expected.ExpectedCommand;
import dev.goldencorridor.benchmarks.freshness.FreshnessCommand;
import dev.goldencorridor.benchmarks.growth.GrowthCommand;
import dev.goldencorridor.benchmarks.harness.BenchmarkException;
import dev.goldencorridor.benchmarks.pipeline.PipelineCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command line of the benchmarks: {@code benchmarks/run NAME}. Exit code: 0 measured, 1 wrong answers, 2 not
 * measured.
 */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        description =
                "Measures the corridor on this machine; nothing else should run on it. Raw results go to benchmarks/target/results.",
        synopsisSubcommandLabel = "NAME",
        subcommands = {
            PipelineCommand.class,
            EngineCommand.class,
            FreshnessCommand.class,
            GrowthCommand.class,
            ExpectedCommand.class,
            ViewersCommand.class
        },
        footer = {"", "'benchmarks/run NAME --help' explains more."})
public final class Benchmarks implements Callable<Integer> {
    private static final int NOT_MEASURED = 2;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmarks())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Benchmarks::report)
                .execute(args));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return NOT_MEASURED;
    }

    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        if (failure instanceof BenchmarkException) {
            command.getErr().println(failure.getMessage());
            return NOT_MEASURED;
        }
        throw failure;
    }
}
