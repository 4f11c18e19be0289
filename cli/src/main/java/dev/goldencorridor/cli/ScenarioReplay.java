package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.settings.SettingsOptions;
import dev.goldencorridor.simulator.Scenario;
import dev.goldencorridor.simulator.SimulateCommand;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;

/**
 * {@code simulate --scenario}: replays a scenario through the whole pipeline and compares the downstream results with
 * the published figures.
 */
final class ScenarioReplay implements SimulateCommand.Replay {
    @Override
    public int replay(Scenario scenario, SettingsOptions options, CommandLine line) throws InterruptedException {
        PrintWriter out = line.getOut();
        boolean isNamed = line.getParseResult().hasMatchedOption("--dir");
        long start = System.nanoTime();
        try (ReplayStack stack = ReplayStack.find(options, isNamed, out)) {
            double startUp = (System.nanoTime() - start) / 1e9;
            try (ReplayRun run =
                    new ReplayRun(stack, scenario.simulation().iterator(), CorridorFigures::need, Screen.of(out))) {
                run.run();
                Comparison comparison = Comparison.of(CorridorFigures.ALL, run.downstream());
                out.println();
                comparison.table().forEach(out::println);
                out.println();
                out.println(run.summary() + String.format(Locale.ROOT, "; the stack took %.1f s to start", startUp));
                out.flush();
                return comparison.exitCode();
            }
        }
    }
}
