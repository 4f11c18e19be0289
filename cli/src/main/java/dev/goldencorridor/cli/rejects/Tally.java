package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.runtime.kafka.KafkaFailures;
import java.io.PrintWriter;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/** Counts what a command has done, also if the brokers fail in between. For one thread. */
final class Tally {
    private final PrintWriter err;
    private int done;
    private int refused;

    Tally(PrintWriter err) {
        this.err = err;
    }

    void add(int more) {
        done += more;
    }

    void refuse() {
        refused++;
    }

    int done() {
        return done;
    }

    int refused() {
        return refused;
    }

    /**
     * Runs the work, prints the summary and returns the exit code. A failure of the brokers loses nothing: what is done
     * is done, and the next run goes on with the rest.
     */
    int run(Runnable work, Runnable summary) {
        try {
            work.run();
        } catch (KafkaException e) {
            err.println(
                    isFenced(e)
                            ? "Another 'rejects' command has taken over; this one ends."
                            : KafkaFailures.reason(e) + ". Run the same command again: it goes on with the rest.");
            err.flush();
            summary.run();
            return done == 0 ? RejectsCommand.NOTHING : RejectsCommand.PARTLY;
        }
        summary.run();
        if (refused == 0 && done > 0) {
            return RejectsCommand.DONE;
        }
        return done == 0 ? RejectsCommand.NOTHING : RejectsCommand.PARTLY;
    }

    private static boolean isFenced(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }
}
