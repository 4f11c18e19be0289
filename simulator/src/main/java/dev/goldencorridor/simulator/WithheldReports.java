package dev.goldencorridor.simulator;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Passes the reports of a simulation to a target, except those of a withheld train, if there is one. Prints to the
 * user which train it is.
 */
final class WithheldReports implements Consumer<SimulatedReport>, AutoCloseable {
    private final Consumer<SimulatedReport> target;
    private final WithheldTrain train;
    private final PrintWriter out;
    private final String publish;
    private boolean isShown;

    private WithheldReports(Consumer<SimulatedReport> target, WithheldTrain train, PrintWriter out, String publish) {
        this.target = target;
        this.train = train;
        this.out = out;
        this.publish = publish;
    }

    static WithheldReports none(Consumer<SimulatedReport> target) {
        return new WithheldReports(target, null, null, null);
    }

    /**
     * Withholds one train.
     *
     * @param train its number, its run id, or {@link WithheldTrain#ANY}
     * @param file receives its reports
     * @param publish the command that publishes the file
     */
    static WithheldReports of(
            String train, Path file, String publish, PrintWriter out, Consumer<SimulatedReport> target) {
        WithheldTrain withheld = new WithheldTrain(train, file, target);
        return new WithheldReports(withheld, withheld, out, publish);
    }

    @Override
    public void accept(SimulatedReport report) {
        target.accept(report);
        if (train != null && !isShown && train.runId().isPresent()) {
            isShown = true;
            out.println("From " + report.movement().getOccurredAt() + " on nothing more is reported of "
                    + train.runId().get() + ", which is at " + train.facility() + ". To report it after all: "
                    + publish);
            out.flush();
        }
    }

    /** Prints how many reports were withheld and how to publish them. */
    void printSummary() {
        if (train == null) {
            return;
        }
        if (train.runId().isEmpty()) {
            out.println("Nothing was withheld: customs began with no such train");
        } else {
            out.println(train.count() + " reports of " + train.runId().get() + " were withheld; they are in "
                    + train.file() + ". To report them: " + publish);
        }
        out.flush();
    }

    @Override
    public void close() {
        if (train != null) {
            train.close();
        }
    }
}
