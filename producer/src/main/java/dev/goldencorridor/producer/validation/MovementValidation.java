package dev.goldencorridor.producer.validation;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.movements.MovementBounds;
import dev.goldencorridor.schemas.places.FacilityCode;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Checks a movement against the contract and names every fault. The pipeline checks again what a topic's publisher may
 * report and when things may have happened; to check here saves the round trip and tells the right people.
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class MovementValidation {
    /** The first China–Europe train ran in this year: whatever claims to be older is a wrong clock. */
    public static final Instant EARLIEST = MovementBounds.EARLIEST;

    /** How far ahead of the clock an event may claim to have happened. */
    public static final Duration FURTHEST_AHEAD = MovementBounds.MAX_AHEAD;

    /** No timetable reaches further: a plan beyond is a wrong unit or clock. */
    public static final Duration PLANNED_AHEAD = Duration.ofDays(366);

    private static final Pattern RUN_PART = Pattern.compile("[^|/\\s\\p{Cntrl}]{1,64}");

    private final PublisherCatalogue publishers;
    private final Clock clock;

    /**
     * @param publishers says which facilities a publisher may report
     * @param clock what "now" is for events that claim to lie ahead
     */
    public MovementValidation(PublisherCatalogue publishers, Clock clock) {
        this.publishers = publishers;
        this.clock = clock;
    }

    /** Every fault of a movement that is to be published under the given name; empty if it is good. */
    public List<MovementFault> faults(String publisher, TrainMovement movement) {
        Faults faults = new Faults();
        identity(movement, faults);
        place(publisher, movement, faults);
        times(movement, faults);
        detail(movement.getDetail(), faults);
        return List.copyOf(faults.found);
    }

    private static void identity(TrainMovement movement, Faults faults) {
        if (movement.getEventId() == null) {
            faults.missing("eventId");
        } else if (movement.getEventId().equals(movement.getRetracts())) {
            faults.add("retracts itself", "retracts: an event cannot withdraw itself (" + movement.getEventId() + ")");
        }
        if (movement.getDirection() == null) {
            faults.missing("direction");
        }
        if (movement.getTrainNumber() == null || movement.getTrainNumber().isBlank()) {
            faults.missing("trainNumber");
        }
        if (movement.getTrainRunId() == null || movement.getTrainRunId().isBlank()) {
            faults.missing("trainRunId");
            return;
        }
        runId(movement.getTrainRunId(), movement.getTrainNumber(), faults);
    }

    private static void runId(String runId, String trainNumber, Faults faults) {
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
        } else if (trainNumber != null && !parts[1].equals(trainNumber)) {
            faults.add(
                    "train number",
                    "trainNumber: '" + trainNumber + "' is not the one in trainRunId, '" + parts[1] + "'");
        }
        try {
            LocalDate.parse(parts[2]);
        } catch (DateTimeParseException e) {
            faults.add(
                    "run id",
                    "trainRunId: '" + parts[2] + "' in '" + runId + "' is not an ISO-8601 date such as 2025-06-01");
        }
    }

    private void place(String publisher, TrainMovement movement, Faults faults) {
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

    private void times(TrainMovement movement, Faults faults) {
        Instant occurredAt = movement.getOccurredAt();
        if (occurredAt == null) {
            faults.missing("occurredAt");
        } else if (occurredAt.isBefore(EARLIEST)) {
            faults.add("too long ago", "occurredAt: " + occurredAt + " is before " + EARLIEST);
        } else {
            Instant now = clock.instant();
            if (occurredAt.isAfter(now.plus(FURTHEST_AHEAD))) {
                faults.add(
                        "in the future",
                        "occurredAt: " + occurredAt + " is more than " + FURTHEST_AHEAD.toMinutes()
                                + " minutes ahead of now (" + now + ")");
            }
        }
        if (movement.getCreatedAt() == null) {
            faults.missing("createdAt");
        }
        planned(movement.getPlannedAt(), faults);
    }

    /** Null is no plan; in a Plan it cancels one. */
    private void planned(Instant plannedAt, Faults faults) {
        if (plannedAt == null) {
            return;
        }
        Instant furthest = clock.instant().plus(PLANNED_AHEAD);
        if (plannedAt.isBefore(EARLIEST)) {
            faults.add("plan too long ago", "plannedAt: " + plannedAt + " is before " + EARLIEST);
        } else if (plannedAt.isAfter(furthest)) {
            faults.add(
                    "plan too far ahead",
                    "plannedAt: " + plannedAt + " is more than " + PLANNED_AHEAD.toDays() + " days ahead");
        }
    }

    private static void detail(Object detail, Faults faults) {
        if (detail instanceof Departure departure) {
            journey(departure.getOrigin(), departure.getDestination(), departure.getNextBorder(), faults);
            text("detail.operatorLine", departure.getOperatorLine(), faults);
            gauge(departure.getGauge(), faults);
            consist(departure.getConsist(), faults);
        } else if (detail instanceof Arrival arrival) {
            journey(arrival.getOrigin(), arrival.getDestination(), arrival.getNextBorder(), faults);
            text("detail.operatorLine", arrival.getOperatorLine(), faults);
            gauge(arrival.getGauge(), faults);
            consist(arrival.getConsist(), faults);
        } else if (detail instanceof Clearance clearance) {
            if (clearance.getStep() == null) {
                faults.missing("detail.step");
            }
            text("detail.customsOffice", clearance.getCustomsOffice(), faults);
            text("detail.declarationId", clearance.getDeclarationId(), faults);
            plainText("detail.reason", clearance.getReason(), MovementBounds.MAX_TEXT_CHARS, faults);
        } else if (detail instanceof Plan plan) {
            if (plan.getMovement() == null) {
                faults.missing("detail.movement");
            }
        } else if (detail instanceof DelayCause cause) {
            plainText("detail.alertType", cause.getAlertType(), MovementBounds.MAX_NAME_CHARS, faults);
            plainText("detail.code", cause.getCode(), MovementBounds.MAX_NAME_CHARS, faults);
            plainText("detail.text", cause.getText(), MovementBounds.MAX_TEXT_CHARS, faults);
        } else {
            faults.missing("detail");
        }
    }

    private static void journey(String origin, String destination, String nextBorder, Faults faults) {
        facilityOrNull("detail.origin", origin, faults);
        facilityOrNull("detail.destination", destination, faults);
        facilityOrNull("detail.nextBorder", nextBorder, faults);
    }

    private static void facilityOrNull(String field, String value, Faults faults) {
        if (value != null && !FacilityCode.isValid(value)) {
            faults.facility(field, value);
        }
    }

    private static void gauge(Integer gauge, Faults faults) {
        if (gauge != null && gauge != 1435 && gauge != 1520) {
            faults.add("gauge", "detail.gauge: " + gauge + " is neither 1435 nor 1520 (millimetres)");
        }
    }

    private static void consist(Consist consist, Faults faults) {
        if (consist == null) {
            return;
        }
        String at = "detail.consist.";
        number(at + "wagons", consist.getWagons(), faults);
        number(at + "loadedTeu", consist.getLoadedTeu(), faults);
        number(at + "emptyTeu", consist.getEmptyTeu(), faults);
        mass(at + "grossTonnes", consist.getGrossTonnes(), faults);
        if (consist.getCommodities() == null) {
            faults.missing(at + "commodities");
            return;
        }
        if (consist.getCommodities().size() > MovementBounds.MAX_COMMODITIES) {
            faults.add(
                    "consist",
                    at + "commodities: " + consist.getCommodities().size() + " entries; at most "
                            + MovementBounds.MAX_COMMODITIES + " are allowed");
        }
        int index = 0;
        for (Commodity commodity : consist.getCommodities()) {
            String entry = at + "commodities[" + index++ + "].";
            if (commodity.getHs() == null || !MovementBounds.isHsCode(commodity.getHs())) {
                faults.add(
                        "hs code",
                        entry + "hs: '" + commodity.getHs() + "' is not a Harmonized System code of 2 to 10 digits");
            }
            mass(entry + "netTonnes", commodity.getNetTonnes(), faults);
            text(entry + "consignee", commodity.getConsignee(), MovementBounds.MAX_NAME_CHARS, faults);
        }
    }

    private static void number(String field, int value, Faults faults) {
        if (value < 0) {
            faults.add("consist", field + ": " + value + " is not a number of 0 or more");
        }
    }

    private static void mass(String field, double tonnes, Faults faults) {
        if (!MovementBounds.isMass(tonnes)) {
            faults.add(
                    "consist",
                    field + ": " + tonnes + " is not a number of 0 or more and at most "
                            + (long) MovementBounds.MAX_TONNES);
        }
    }

    private static void text(String field, String value, Faults faults) {
        text(field, value, MovementBounds.MAX_TEXT_CHARS, faults);
    }

    private static void text(String field, String value, int longest, Faults faults) {
        if (value != null && value.length() > longest) {
            faults.add(
                    "text too long",
                    field + ": " + value.length() + " characters; at most " + longest + " are allowed");
        }
    }

    /** Text that ends up in alerts, which are shown on one line. */
    private static void plainText(String field, String value, int longest, Faults faults) {
        text(field, value, longest, faults);
        if (value != null && MovementBounds.hasControlCharacters(value)) {
            faults.add("control characters", field + ": holds control characters, such as an end of line");
        }
    }

    private static final class Faults {
        private final List<MovementFault> found = new ArrayList<>();

        void add(String reason, String message) {
            found.add(new MovementFault(reason, message));
        }

        void missing(String field) {
            add("missing field", field + ": is missing");
        }

        void facility(String field, String value) {
            add("facility code", field + ": '" + value + "' is neither " + FacilityCode.FORMS);
        }
    }
}
