package dev.goldencorridor.producer.format.taf;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Maps the location reports of running information and of forecasts. */
final class LocationReports {
    private static final String SWEDISH = "trainLocationStatusReport/";
    private static final int MAX_STATUS = 19;
    private static final int FIRST_WAGON_STATUS = 10;

    private LocationReports() {}

    /** The reason why a report is no movement of a train; empty if it is one. */
    static Optional<String> skipped(TafElement report) {
        int status = status(report);
        if (status >= FIRST_WAGON_STATUS && status <= MAX_STATUS) {
            return Optional.of("status " + status + " (wagons)");
        }
        return status == 0 || (status > 5 && status < FIRST_WAGON_STATUS)
                ? Optional.of(String.format(Locale.ROOT, "status %02d", status))
                : Optional.empty();
    }

    /** The movements in running information. A passing train arrives and departs at the same instant. */
    static List<TrainMovement> information(RunReport run, TafElement report, TafFields fields) {
        Instant occurredAt = fields.required("LocationDateTime", locationTime(report, fields));
        Instant plannedAt = plannedAt(report, occurredAt, fields);
        List<TrainMovement> movements = new ArrayList<>();
        for (PlannedMovement movement : reported(report, fields)) {
            if (fields.faults().isEmpty()) {
                String kind = kind(movement);
                UUID id = run.id(kind, occurredAt);
                Object detail = detail(movement, status(report), run.place().facility());
                movements.add(
                        run.message().isDeletion()
                                ? run.retraction(id, kind, occurredAt, plannedAt, detail)
                                : run.report(id, occurredAt, plannedAt, detail));
            }
        }
        return movements;
    }

    /** The plans and estimates in a forecast. */
    static List<TrainMovement> forecast(RunReport run, TafElement report, TafFields fields) {
        Instant estimatedAt = locationTime(report, fields);
        Instant plannedAt = plannedAt(report, estimatedAt, fields);
        Instant madeAt = fields.required("MessageDateTime", run.createdAt());
        if (estimatedAt == null && plannedAt == null) {
            fields.required("LocationDateTime", null);
        }
        List<TrainMovement> movements = new ArrayList<>();
        for (PlannedMovement movement : reported(report, fields)) {
            if (!fields.faults().isEmpty()) {
                break;
            }
            String kind = kind(movement);
            if (plannedAt != null) {
                movements.add(run.report(run.id("plan", kind, plannedAt), madeAt, plannedAt, new Plan(movement)));
            }
            if (estimatedAt != null) {
                movements.add(run.report(
                        run.id("estimate", kind, estimatedAt), madeAt, null, new Estimate(movement, estimatedAt)));
            }
        }
        return movements;
    }

    /** The number of a TrainLocationStatus; -1 if there is none. */
    static int status(TafElement report) {
        String text = report.text("TrainLocationStatus", SWEDISH + "trainLocationStatus");
        return text != null && text.matches("\\d{1,2}") ? Integer.parseInt(text) : -1;
    }

    private static List<PlannedMovement> reported(TafElement report, TafFields fields) {
        return switch (status(report)) {
            case 1, 3 -> List.of(PlannedMovement.ARRIVAL);
            case 2, 4 -> List.of(PlannedMovement.DEPARTURE);
            case 5 -> List.of(PlannedMovement.ARRIVAL, PlannedMovement.DEPARTURE);
            default -> {
                fields.fault("TrainLocationStatus", "is missing, or is no number from 00 to 19");
                yield List.of();
            }
        };
    }

    private static Object detail(PlannedMovement movement, int status, String facility) {
        return switch (movement) {
            case ARRIVAL -> new Arrival(null, status == 1 ? facility : null, null, null, null, null);
            case DEPARTURE -> new Departure(status == 2 ? facility : null, null, null, null, null, null);
        };
    }

    private static String kind(PlannedMovement movement) {
        return switch (movement) {
            case ARRIVAL -> "Arrival";
            case DEPARTURE -> "Departure";
        };
    }

    private static Instant locationTime(TafElement report, TafFields fields) {
        return fields.instant("LocationDateTime", report.text("LocationDateTime", SWEDISH + "timeAtLocation"));
    }

    /**
     * The planned time. The referenced time precedes the booked one, since the railway's own delay is against it. Null
     * if neither a time nor a delay is given: a diverted train may have no timetable.
     */
    private static Instant plannedAt(TafElement report, Instant at, TafFields fields) {
        String referenced = report.text("ReferencedLocationDateTime");
        if (referenced != null) {
            return fields.instant("ReferencedLocationDateTime", referenced);
        }
        String booked = report.text("BookedLocationDateTime");
        if (booked != null) {
            return fields.instant("BookedLocationDateTime", booked);
        }
        Duration delay = fields.delay("AgainstReferenced", report.text("TrainDelay/AgainstReferenced"));
        if (delay == null) {
            delay = fields.delay(
                    "AgainstBooked", report.text("TrainDelay/AgainstBooked", SWEDISH + "trainDelayAgainstBooked"));
        }
        return delay == null || at == null ? null : at.minus(delay);
    }
}
