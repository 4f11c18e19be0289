package dev.goldencorridor.producer.validation;

import static dev.goldencorridor.schemas.limits.MovementLimits.EARLIEST;
import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_PLAN_AHEAD;

import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.movements.ContractFault;
import dev.goldencorridor.schemas.movements.MovementContract;
import dev.goldencorridor.schemas.places.FacilityCode;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Checks a movement against the contract and names every fault. The pipeline applies the same {@link MovementContract}.
 * Checking here saves the round trip and informs the publisher directly. This class also checks the parts of the run
 * id, the name of the publisher and the planned time, for which the pipeline rejects no record.
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
        Instant now = clock.instant();
        List<MovementFault> faults = new ArrayList<>();
        for (ContractFault fault : MovementContract.faults(movement, now)) {
            faults.add(new MovementFault(fault.kind(), fault.message()));
        }
        if (movement.getTrainRunId() != null && !movement.getTrainRunId().isBlank()) {
            runId(movement.getTrainRunId(), faults);
        }
        place(publisher, movement, faults);
        planned(movement.getPlannedAt(), now, faults);
        return List.copyOf(faults);
    }

    private static void runId(String runId, List<MovementFault> faults) {
        String[] parts = runId.split("\\|", -1);
        if (parts.length != 3) {
            add(
                    faults,
                    "run id",
                    "trainRunId: '" + runId + "' has " + parts.length
                            + " parts; it must be railway|trainNumber|originStartDate, e.g. CR|X8003|2025-06-01");
            return;
        }
        if (!RUN_PART.matcher(parts[0]).matches()) {
            add(faults, "run id", "trainRunId: the railway in '" + runId + "' is empty or has spaces or slashes");
        }
        if (!RUN_PART.matcher(parts[1]).matches()) {
            add(faults, "run id", "trainRunId: the train number in '" + runId + "' is empty or has spaces or slashes");
        }
        try {
            LocalDate.parse(parts[2]);
        } catch (DateTimeParseException e) {
            add(
                    faults,
                    "run id",
                    "trainRunId: '" + parts[2] + "' in '" + runId + "' is not an ISO-8601 date such as 2025-06-01");
        }
    }

    private void place(String publisher, TrainMovement movement, List<MovementFault> faults) {
        if (movement.getPublisher() == null || movement.getPublisher().isBlank()) {
            add(faults, "publisher", "publisher: is missing");
        } else if (!movement.getPublisher().equals(publisher)) {
            add(
                    faults,
                    "publisher",
                    "publisher: the event says '" + movement.getPublisher() + "' but is published as '" + publisher
                            + "'");
        }
        String facility = movement.getFacility();
        if (facility != null && FacilityCode.isValid(facility) && !publishers.mayReport(publisher, facility)) {
            add(
                    faults,
                    "facility not the publisher's",
                    "facility: '" + publisher + "' may not report " + facility + "; it may report "
                            + allowed(publisher));
        }
    }

    private String allowed(String publisher) {
        List<String> codes = publishers.facilitiesOf(publisher);
        return codes.isEmpty() ? "nothing: it is not in the publisher catalogue" : String.join(" ", codes);
    }

    /** Checks the planned time. Null means no plan, or the cancellation of one. */
    private static void planned(Instant plannedAt, Instant now, List<MovementFault> faults) {
        if (plannedAt == null) {
            return;
        }
        Instant furthest = now.plus(MAX_PLAN_AHEAD);
        if (plannedAt.isBefore(EARLIEST)) {
            add(faults, "plan too long ago", "plannedAt: " + plannedAt + " is before " + EARLIEST);
        } else if (plannedAt.isAfter(furthest)) {
            add(
                    faults,
                    "plan too far ahead",
                    "plannedAt: " + plannedAt + " is more than " + MAX_PLAN_AHEAD.toDays() + " days ahead");
        }
    }

    private static void add(List<MovementFault> faults, String reason, String message) {
        faults.add(new MovementFault(reason, message));
    }
}
