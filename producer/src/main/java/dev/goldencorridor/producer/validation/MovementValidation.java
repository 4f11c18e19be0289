package dev.goldencorridor.producer.validation;

import static dev.goldencorridor.schemas.limits.MovementLimits.EARLIEST;
import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_AHEAD;
import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_PLAN_AHEAD;

import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.FacilityCode;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Checks a movement against the contract and names every fault. The pipeline checks facilities and times again.
 * Checking here saves the round trip and informs the publisher directly.
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class MovementValidation {
    private static final Pattern RUN_PART = Pattern.compile("[^|/\\s\\p{Cntrl}]{1,64}");

    private final PublisherCatalogue publishers;
    private final Clock clock;

    /**
     * Creates a validation.
     *
     * @param publishers the facilities that each publisher may report
     * @param clock decides whether an event lies in the future
     */
    public MovementValidation(PublisherCatalogue publishers, Clock clock) {
        this.publishers = publishers;
        this.clock = clock;
    }

    /** The faults of a movement that is to be published under the given name; empty if it is valid. */
    public List<MovementFault> faults(String publisher, TrainMovement movement) {
        FaultList faults = new FaultList();
        identity(movement, faults);
        place(publisher, movement, faults);
        times(movement, faults);
        DetailValidation.check(movement.getDetail(), faults);
        return faults.all();
    }

    private static void identity(TrainMovement movement, FaultList faults) {
        if (movement.getEventId() == null) {
            faults.missing("eventId");
        } else if (movement.getEventId().equals(movement.getRetracts())) {
            faults.add("retracts itself", "retracts: an event cannot retract itself (" + movement.getEventId() + ")");
        }
        if (movement.getDirection() == null) {
            faults.missing("direction");
        }
        if (movement.getTrainNumber() == null || movement.getTrainNumber().isBlank()) {
            faults.missing("trainNumber");
        } else if (!RUN_PART.matcher(movement.getTrainNumber()).matches()) {
            faults.add(
                    "train number",
                    "trainNumber: '" + movement.getTrainNumber()
                            + "' has spaces, slashes or bars, or more than 64 characters");
        }
        if (movement.getTrainRunId() == null || movement.getTrainRunId().isBlank()) {
            faults.missing("trainRunId");
            return;
        }
        runId(movement.getTrainRunId(), faults);
    }

    /** The train number may differ from the one in the run id: a train may get another one on its way. */
    private static void runId(String runId, FaultList faults) {
        String[] parts = runId.split("\\|", -1);
        if (parts.length != 3) {
            faults.add(
                    "run id",
                    "trainRunId: '" + runId + "' has " + parts.length
                            + " parts; it must be railway|trainNumber|originStartDate, e.g. CR|X8003|2025-06-01");
            return;
        }
        if (!RUN_PART.matcher(parts[0]).matches()) {
            faults.add("run id", "trainRunId: the railway in '" + runId + "' is empty or has spaces or slashes");
        }
        if (!RUN_PART.matcher(parts[1]).matches()) {
            faults.add("run id", "trainRunId: the train number in '" + runId + "' is empty or has spaces or slashes");
        }
        try {
            LocalDate.parse(parts[2]);
        } catch (DateTimeParseException e) {
            faults.add(
                    "run id",
                    "trainRunId: '" + parts[2] + "' in '" + runId + "' is not an ISO-8601 date such as 2025-06-01");
        }
    }

    private void place(String publisher, TrainMovement movement, FaultList faults) {
        if (movement.getPublisher() == null || movement.getPublisher().isBlank()) {
            faults.missing("publisher");
        } else if (!movement.getPublisher().equals(publisher)) {
            faults.add(
                    "publisher",
                    "publisher: the event says '" + movement.getPublisher() + "' but is published as '" + publisher
                            + "'");
        }
        String facility = movement.getFacility();
        if (facility == null || facility.isBlank()) {
            faults.missing("facility");
            return;
        }
        if (!FacilityCode.isValid(facility)) {
            faults.facility("facility", facility);
        } else if (!publishers.mayReport(publisher, facility)) {
            faults.add(
                    "facility not the publisher's",
                    "facility: '" + publisher + "' may not report " + facility + "; it may report "
                            + allowed(publisher));
        }
    }

    private String allowed(String publisher) {
        List<String> codes = publishers.facilitiesOf(publisher);
        return codes.isEmpty() ? "nothing: it is not in the publisher catalogue" : String.join(" ", codes);
    }

    private void times(TrainMovement movement, FaultList faults) {
        Instant occurredAt = movement.getOccurredAt();
        if (occurredAt == null) {
            faults.missing("occurredAt");
        } else if (occurredAt.isBefore(EARLIEST)) {
            faults.add("too long ago", "occurredAt: " + occurredAt + " is before " + EARLIEST);
        } else {
            Instant now = clock.instant();
            if (occurredAt.isAfter(now.plus(MAX_AHEAD))) {
                faults.add(
                        "in the future",
                        "occurredAt: " + occurredAt + " is more than " + MAX_AHEAD.toMinutes()
                                + " minutes ahead of now (" + now + ")");
            }
        }
        if (movement.getCreatedAt() == null) {
            faults.missing("createdAt");
        }
        planned(movement.getPlannedAt(), faults);
    }

    /** Checks the planned time. Null means no plan, or the cancellation of one. */
    private void planned(Instant plannedAt, FaultList faults) {
        if (plannedAt == null) {
            return;
        }
        Instant furthest = clock.instant().plus(MAX_PLAN_AHEAD);
        if (plannedAt.isBefore(EARLIEST)) {
            faults.add("plan too long ago", "plannedAt: " + plannedAt + " is before " + EARLIEST);
        } else if (plannedAt.isAfter(furthest)) {
            faults.add(
                    "plan too far ahead",
                    "plannedAt: " + plannedAt + " is more than " + MAX_PLAN_AHEAD.toDays() + " days ahead");
        }
    }
}
