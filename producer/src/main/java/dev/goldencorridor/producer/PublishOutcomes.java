package dev.goldencorridor.producer;

import dev.goldencorridor.producer.format.MovementFormat;
import dev.goldencorridor.producer.format.Reading;
import dev.goldencorridor.schemas.TrainMovement;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Receives the outcome of each record: counts it, prints the first faults of each kind, and writes the files that the
 * user asked for. Synchronized, since acknowledgements come from another thread.
 */
final class PublishOutcomes implements AutoCloseable {
    /** More faults of one kind do not help to repair them. */
    private static final int MAX_PRINTED_OF_A_KIND = 5;

    private final PublishTally tally;
    private final PrintWriter err;
    private final boolean stopsAtFault;
    private final Map<String, Integer> seen = new TreeMap<>();
    private ResultFile faultFile;
    private FaultFile faults;
    private ResultFile ids;
    private boolean stopped;

    PublishOutcomes(PublishTally tally, PrintWriter err, boolean stopsAtFault) {
        this.tally = tally;
        this.err = err;
        this.stopsAtFault = stopsAtFault;
    }

    /** @throws PublishException if the file cannot be written */
    synchronized void writeFaultsTo(String path, MovementFormat format, List<InputFile> inputs) {
        faultFile = ResultFile.open(path, inputs);
        faults = new FaultFile(faultFile, format);
    }

    /** @throws PublishException if the file cannot be written */
    synchronized void writeIdsTo(String path, List<InputFile> inputs) {
        ids = ResultFile.open(path, inputs);
        ids.writeLine("where,eventId,trainRunId,facility,type,occurredAt");
    }

    synchronized void published(Reading.Movement reading) {
        tally.published();
        if (ids != null) {
            TrainMovement movement = reading.movement();
            ids.writeLine(CsvLine.of(List.of(
                    reading.where(),
                    movement.getEventId().toString(),
                    movement.getTrainRunId(),
                    movement.getFacility(),
                    movement.getDetail().getClass().getSimpleName(),
                    movement.getOccurredAt().toString())));
        }
    }

    synchronized void rejected(Reading reading, String kind, String message) {
        tally.rejected(kind);
        print(kind, reading.where() + ": " + message);
        if (faults != null) {
            String problem = faults.write(reading, message);
            if (problem != null) {
                problem(problem);
            }
        }
        stopped |= stopsAtFault;
    }

    synchronized void warned(String kind, String message) {
        tally.warned(kind);
        print(kind, "warning: " + message);
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    synchronized void problem(String message) {
        err.println(message);
        err.flush();
    }

    /** Prints how many faults of each kind were not printed. */
    synchronized void printRest() {
        seen.forEach((kind, count) -> {
            if (count > MAX_PRINTED_OF_A_KIND) {
                problem("... and " + (count - MAX_PRINTED_OF_A_KIND) + " more: " + kind);
            }
        });
        if (faults == null && seen.values().stream().anyMatch(count -> count > MAX_PRINTED_OF_A_KIND)) {
            problem("--faults FILE writes all faulty records, with their faults");
        }
    }

    /** @throws PublishException if a file is not complete */
    @Override
    public synchronized void close() {
        try {
            if (faultFile != null) {
                faultFile.close();
            }
        } finally {
            if (ids != null) {
                ids.close();
            }
        }
    }

    private void print(String kind, String message) {
        if (seen.merge(kind, 1, Integer::sum) <= MAX_PRINTED_OF_A_KIND) {
            problem(message);
        }
    }
}
