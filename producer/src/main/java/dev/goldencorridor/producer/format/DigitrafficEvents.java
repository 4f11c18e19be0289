package dev.goldencorridor.producer.format;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Maps one version of a train to events.
 *
 * <p>The id of an event depends on the run, the row and the one fact that the event states. So the next versions,
 * which repeat all rows, repeat the ids too, and a correction has a new one.
 */
final class DigitrafficEvents {
    private static final String SOURCE = "digitraffic";

    private final DigitrafficTrain train;
    private final String publisher;
    private final Instant receivedAt;
    private final String origin;
    private final String destination;
    private final List<Event> events = new ArrayList<>();

    private DigitrafficEvents(DigitrafficTrain train, String publisher, Instant receivedAt) {
        this.train = train;
        this.publisher = publisher;
        this.receivedAt = receivedAt;
        List<DigitrafficRow> served =
                train.rows().stream().filter(row -> !row.isCancelled()).toList();
        this.origin = served.isEmpty() ? null : served.get(0).facility();
        this.destination =
                served.isEmpty() ? null : served.get(served.size() - 1).facility();
    }

    enum Kind {
        MOVEMENT,
        PLAN,
        ESTIMATE,
        CAUSE
    }

    /** An event of a row. */
    record Event(DigitrafficRow row, Kind kind, TrainMovement movement) {}

    /**
     * The events of a version.
     *
     * @param receivedAt when the version was fetched: it is the creation time of the events
     */
    static List<Event> of(DigitrafficTrain train, String publisher, Instant receivedAt, StopSelection stops) {
        DigitrafficEvents events = new DigitrafficEvents(train, publisher, receivedAt);
        int lastActual = events.lastActual();
        for (DigitrafficRow row : train.rows()) {
            if (row.isStop() || stops == StopSelection.ALL) {
                events.addRow(row, lastActual);
            }
        }
        return events.events;
    }

    /** The event that retracts an earlier one. */
    static TrainMovement retraction(TrainMovement earlier, Instant receivedAt) {
        return new TrainMovement(
                EventIds.ofParts(SOURCE, "retraction", earlier.getEventId()),
                earlier.getEventId(),
                earlier.getTrainRunId(),
                earlier.getTrainNumber(),
                earlier.getFacility(),
                earlier.getDirection(),
                earlier.getOccurredAt(),
                earlier.getPlannedAt(),
                receivedAt,
                earlier.getPublisher(),
                earlier.getDetail());
    }

    private int lastActual() {
        int last = 0;
        for (DigitrafficRow row : train.rows()) {
            last = row.actual() == null ? last : row.number();
        }
        return last;
    }

    private void addRow(DigitrafficRow row, int lastActual) {
        if (row.actual() != null) {
            add(row, Kind.MOVEMENT, row.actual(), row.actual(), row.scheduled(), movement(row));
        } else if (train.isCancelled() || row.isCancelled()) {
            add(row, Kind.PLAN, "cancelled" + row.scheduled(), planMadeAt(), null, new Plan(row.type()));
        } else if (row.number() > lastActual) {
            // A row without a time before the last one with a time has no sensor: a plan there would wait for ever.
            addPlanAndForecast(row);
        }
        if (row.cause() != null) {
            add(
                    row,
                    Kind.CAUSE,
                    row.cause().identity(),
                    row.actual() == null ? planMadeAt() : row.actual(),
                    null,
                    new DelayCause(
                            row.type().name() + "_LATE",
                            row.cause().code(),
                            row.cause().text()));
        }
    }

    private void addPlanAndForecast(DigitrafficRow row) {
        if (row.scheduled() != null) {
            add(row, Kind.PLAN, row.scheduled(), planMadeAt(), row.scheduled(), new Plan(row.type()));
        }
        if (row.estimate() != null) {
            // A forecast is made before its time. The bound keeps an old capture from moving the clock to its copy.
            Instant madeAt = earlier(receivedAt, row.estimate());
            add(
                    row,
                    Kind.ESTIMATE,
                    "estimate" + row.estimate(),
                    madeAt,
                    null,
                    new Estimate(row.type(), row.estimate()));
        }
    }

    private Object movement(DigitrafficRow row) {
        return row.type() == PlannedMovement.DEPARTURE
                ? new Departure(origin, destination, null, null, null, null)
                : new Arrival(origin, destination, null, null, null, null);
    }

    /** Plans are made before the run. A later time would move the clock of a replay away from its events. */
    private Instant planMadeAt() {
        for (DigitrafficRow row : train.rows()) {
            if (row.scheduled() != null) {
                return earlier(receivedAt, row.scheduled());
            }
        }
        return receivedAt;
    }

    private void add(DigitrafficRow row, Kind kind, Object fact, Instant occurredAt, Instant plannedAt, Object detail) {
        UUID id = EventIds.ofParts(SOURCE, train.runId(), row.facility(), row.type(), row.occurrence(), kind, fact);
        TrainMovement movement = new TrainMovement(
                id,
                null,
                train.runId(),
                train.number(),
                row.facility(),
                Direction.DOMESTIC,
                occurredAt,
                plannedAt,
                receivedAt,
                publisher,
                detail);
        events.add(new Event(row, kind, movement));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
