package dev.goldencorridor.simulator;

import dev.goldencorridor.producer.format.MovementJson;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.TrainMovement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Withholds the reports of one train from its first customs step on, as if no port system reported it any more.
 * Writes them to a file that can be published by hand. Passes all other reports on.
 *
 * <p>One thread calls {@link #accept}; any thread may read the properties of the train.
 */
public final class WithheldTrain implements Consumer<SimulatedReport>, AutoCloseable {
    /** Selects the next train whose clearance begins. */
    public static final String ANY = "any";

    private final String train;
    private final Path file;
    private final Writer lines;
    private final Consumer<SimulatedReport> target;
    private final Set<String> arrived = new HashSet<>();
    private Instant from;
    private volatile String runId;
    private volatile String facility;
    private final AtomicLong count = new AtomicLong();

    /**
     * Opens the file.
     *
     * @param train a train number, a run id, or {@link #ANY}
     * @param file receives NDJSON, each line when the report is due. Earlier lines stay in the file: publishing a
     *     report again counts it once
     * @param target receives the other reports
     * @throws UncheckedIOException if the file cannot be written
     */
    public WithheldTrain(String train, Path file, Consumer<SimulatedReport> target) {
        this.train = train;
        this.file = file;
        this.target = target;
        try {
            this.lines = Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file.toAbsolutePath() + ": " + e, e);
        }
    }

    @Override
    public void accept(SimulatedReport report) {
        TrainMovement movement = report.movement();
        if (runId == null && begins(movement)) {
            from = movement.getOccurredAt();
            facility = movement.getFacility();
            runId = movement.getTrainRunId();
            arrived.clear();
        }
        if (isWithheld(movement)) {
            withhold(movement);
        } else {
            target.accept(report);
        }
    }

    /** The withheld run; empty until a train is selected. */
    public Optional<String> runId() {
        return Optional.ofNullable(runId);
    }

    /** The facility where the train is withheld; null until a train is selected. */
    public String facility() {
        return facility;
    }

    /** The number of reports withheld so far. */
    public long count() {
        return count.get();
    }

    public Path file() {
        return file;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file.toAbsolutePath() + ": " + e, e);
        }
    }

    /**
     * Whether this report begins the withholding. A train that is not named by its run id must have a reported
     * arrival; otherwise no alert would miss it.
     */
    private boolean begins(TrainMovement movement) {
        if (movement.getTrainRunId().equals(train)) {
            return movement.getDetail() instanceof Clearance;
        }
        if (!train.equals(ANY) && !train.equals(movement.getTrainNumber())) {
            return false;
        }
        String visit = movement.getTrainRunId() + " " + movement.getFacility();
        if (movement.getDetail() instanceof Arrival) {
            arrived.add(visit);
        }
        return movement.getDetail() instanceof Clearance && arrived.contains(visit);
    }

    /** Earlier events are passed on, even if their reports come late: the arrival of the train must be reported. */
    private boolean isWithheld(TrainMovement movement) {
        return movement.getTrainRunId().equals(runId)
                && !movement.getOccurredAt().isBefore(from);
    }

    private void withhold(TrainMovement movement) {
        try {
            lines.write(MovementJson.write(movement));
            lines.write('\n');
            // The user may publish the file at any time.
            lines.flush();
            count.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file.toAbsolutePath() + ": " + e, e);
        }
    }
}
