package dev.goldencorridor.simulator;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A simulation's way to its target, past the train that is withheld, if one is to be; tells the user which it is. */
final class WithheldReports implements Consumer<SimulatedReport>, AutoCloseable {
    private final Consumer<SimulatedReport> target;
    private final WithheldTrain train;
    private final PrintWriter out;
    private final String publish;
    private boolean hasBegun;

    private WithheldReports(Consumer<SimulatedReport> target, WithheldTrain train, PrintWriter out, String publish) {
        this.target = target;
        this.train = train;
        this.out = out;
        this.publish = publish;
    }

    static WithheldReports nothing(Consumer<SimulatedReport> target) {
        return new WithheldReports(target, null, null, null);
    }

    /**
     * Withholds a train.
     *
     * @param train its number, its run id, or {@link WithheldTrain#ANY}
     * @param file where its reports go
     * @param publish the command that publishes the file
     */
    static WithheldReports of(String train, Path file, String publish, PrintWriter out, Consumer<SimulatedReport> target) {
        WithheldTrain withheld = new WithheldTrain(train, file, target);
        return new WithheldReports(withheld, withheld, out, publish);
    }

    @Override
    public void accept(SimulatedReport report) {
        target.accept(report);
        if (train != null && !hasBegun && train.runId().isPresent()) {
            hasBegun = true;
            out.println("From " + report.movement().getOccurredAt() + " on nothing more is reported of "
                    + train.runId().get() + ", which is at " + train.facility() + ". To report it after all: "
                    + publish);
            out.flush();
        }
    }

    /** Says what was held back and how to report it. */
    void tellAtTheEnd() {
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
