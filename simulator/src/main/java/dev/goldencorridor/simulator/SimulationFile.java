package dev.goldencorridor.simulator;

import dev.goldencorridor.producer.format.MovementJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** Writes the reports of a simulation to a file, one JSON object a line. */
final class SimulationFile {
    private final Path file;
    private final PrintWriter out;
    private final Consumer<String> problems;

    /** @param problems receives a message if the file cannot be written */
    SimulationFile(Path file, PrintWriter out, Consumer<String> problems) {
        this.file = file;
        this.out = out;
        this.problems = problems;
    }

    /**
     * Writes the file, replacing an older one.
     *
     * @param withholding wraps the target of the reports
     * @return the command's exit code
     */
    int write(CorridorSimulation simulation, Function<Consumer<SimulatedReport>, WithheldReports> withholding) {
        AtomicLong written = new AtomicLong();
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                WithheldReports reports = withholding.apply(report -> write(report, writer, written))) {
            simulation.forEach(reports);
            reports.printSummary();
        } catch (IOException | UncheckedIOException e) {
            problems.accept("cannot write " + file.toAbsolutePath() + " after " + written + " reports: " + e
                    + ". Name another file, or free disk space");
            return written.get() == 0 ? SimulateCommand.NOTHING_DONE : SimulateCommand.PARTLY_DONE;
        }
        out.println(String.format(
                Locale.ROOT,
                "wrote %,d reports from %s to %s to %s",
                written.get(),
                simulation.plan().from(),
                simulation.plan().until(),
                file));
        out.flush();
        return SimulateCommand.ALL_DONE;
    }

    private static void write(SimulatedReport report, BufferedWriter writer, AtomicLong written) {
        try {
            writer.write(MovementJson.write(report.movement()));
            writer.write('\n');
            written.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
