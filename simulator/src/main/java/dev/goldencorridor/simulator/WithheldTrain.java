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
 * Holds back what is reported of one train from its first customs step on, as if nobody reported it any more, and keeps
 * it in a file from which it can be published by hand. Everything else is passed on.
 *
 * <p>{@link #accept} is for one thread; what is told of the train, for any.
 */
public final class WithheldTrain implements Consumer<SimulatedReport>, AutoCloseable {
    /** Stands for the next train that customs begin with. */
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
     * @param train a train number, a run id, or {@link #ANY}
     * @param file holds NDJSON, each line as soon as its time has come. What was held back before stays in it: to publish
     *     a report again counts once
     * @param target takes the other reports
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
        // What came before is passed on even if it is told only now: the train is known to have come.
        if (movement.getTrainRunId().equals(runId) && !movement.getOccurredAt().isBefore(from)) {
            hold(movement);
        } else {
            target.accept(report);
        }
    }

    /** The run that is held back; empty as long as it has not come to that. */
    public Optional<String> runId() {
        return Optional.ofNullable(runId);
    }

    /** Where it is held back; null as long as it has not come to that. */
    public String facility() {
        return facility;
    }

    /** How many reports have been held back so far. */
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

    /** A train that is not named by its run must have been reported to have come, or nobody would miss it. */
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

    private void hold(TrainMovement movement) {
        try {
            lines.write(MovementJson.write(movement));
            lines.write('\n');
            // It may be published any time.
            lines.flush();
            count.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file.toAbsolutePath() + ": " + e, e);
        }
    }
}
