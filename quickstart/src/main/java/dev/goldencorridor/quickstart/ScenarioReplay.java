package dev.goldencorridor.quickstart;

import dev.goldencorridor.runtime.settings.SettingsOptions;
import dev.goldencorridor.simulator.Scenario;
import dev.goldencorridor.simulator.SimulateCommand;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;

/**
 * {@code simulate --scenario}: replays a scenario through the whole pipeline, and compares what comes out downstream with
 * the figures that were published.
 */
final class ScenarioReplay implements SimulateCommand.Replay {
    @Override
    public int replay(Scenario scenario, SettingsOptions options, CommandLine line) throws InterruptedException {
        PrintWriter out = line.getOut();
        boolean isNamed = line.getParseResult().hasMatchedOption("--dir");
        long start = System.nanoTime();
        try (ReplayVenue venue = ReplayVenue.find(options, isNamed, out)) {
            double startUp = (System.nanoTime() - start) / 1e9;
            try (Passage passage =
                    new Passage(venue, scenario.simulation().iterator(), CorridorFigures::need, Screen.of(out))) {
                passage.run();
                Comparison comparison = Comparison.of(CorridorFigures.ALL, passage.downstream());
                out.println();
                comparison.table().forEach(out::println);
                out.println();
                out.println(
                        passage.summary() + String.format(Locale.ROOT, "; the stack took %.1f s to start", startUp));
                out.flush();
                return comparison.exitCode();
            }
        }
    }
}
