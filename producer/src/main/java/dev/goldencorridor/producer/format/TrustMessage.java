package dev.goldencorridor.producer.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Maps one message of the feed to movements. 0003 is an arrival or a departure, 0002 cancels a planned departure, 0005
 * restores one, and 0008 moves one to another place.
 *
 * <p>0001 (activation) and 0006 (change of origin) only announce a departure. They are no movements: where nobody
 * reports that departure, an alert would wait for it for ever. 0007 (change of identity) has no place in the contract,
 * and needs none: later messages have the new identity in {@code current_train_id}.
 *
 * <p>The last two digits of {@code train_id} are the day of the month of the departure from the origin. The month is
 * chosen so that the date is nearest to the event.
 */
final class TrustMessage {
    private static final Pattern TRAIN_ID = Pattern.compile("[0-9A-Z]{8}[0-3][0-9]");
    private static final Pattern PLACE = Pattern.compile("[0-9]{1,10}");

    private final JsonNode body;
    private final String publisher;
    private final List<String> faults = new ArrayList<>();
    private final Instant queuedAt;
    private final String trainId;

    private TrustMessage(JsonNode header, JsonNode body, String publisher) {
        this.body = body;
        this.publisher = publisher;
        Long queued = millis(header, "msg_queue_timestamp");
        this.queuedAt = queued == null ? null : Instant.ofEpochMilli(queued);
        this.trainId = text(body, "train_id");
        if (trainId == null || !TRAIN_ID.matcher(trainId).matches()) {
            faults.add("train_id: '" + trainId + "' is not ten characters that end with a day of the month");
        }
    }

    /** The movements of a message; none if the contract has no place for its type. */
    static List<TrainMovement> movements(String type, JsonNode message, String publisher)
            throws UnreadableMovementException {
        JsonNode header = message.path("header");
        JsonNode body = message.path("body");
        return switch (type) {
            case "0002" -> new TrustMessage(header, body, publisher).cancellation();
            case "0003" -> new TrustMessage(header, body, publisher).movement();
            case "0005" -> new TrustMessage(header, body, publisher).reinstatement();
            case "0008" -> new TrustMessage(header, body, publisher).changeOfLocation();
            default -> List.of();
        };
    }

    /** The text of a field; null if it has none. */
    static String text(JsonNode object, String name) {
        JsonNode node = object.path(name);
        return node.isValueNode() && !node.isNull() ? node.asText() : null;
    }

    private List<TrainMovement> movement() throws UnreadableMovementException {
        String place = place("loc_stanox");
        Object detail = detail(text(body, "event_type"));
        Instant occurredAt = required("actual_timestamp");
        return List.of(event(place, occurredAt, instant("planned_timestamp"), detail));
    }

    /** An off-route cancellation names the place of the schedule apart. */
    private List<TrainMovement> cancellation() throws UnreadableMovementException {
        String place = place(isBlank("orig_loc_stanox") ? "loc_stanox" : "orig_loc_stanox");
        return List.of(departurePlan(place, required("canx_timestamp"), null));
    }

    private List<TrainMovement> reinstatement() throws UnreadableMovementException {
        String place = place("loc_stanox");
        Instant restoredAt = required("reinstatement_timestamp");
        return List.of(departurePlan(place, restoredAt, required("dep_timestamp")));
    }

    private List<TrainMovement> changeOfLocation() throws UnreadableMovementException {
        Instant changedAt = required("event_timestamp");
        Instant departsAt = required("dep_timestamp");
        String place = place("loc_stanox");
        String former = isBlank("original_loc_stanox") ? place : place("original_loc_stanox");
        List<TrainMovement> plans = new ArrayList<>();
        if (former != null && !former.equals(place)) {
            plans.add(departurePlan(former, changedAt, null));
        }
        plans.add(departurePlan(place, changedAt, departsAt));
        return plans;
    }

    private TrainMovement departurePlan(String place, Instant madeAt, Instant plannedAt)
            throws UnreadableMovementException {
        return event(place, madeAt, plannedAt, new Plan(PlannedMovement.DEPARTURE));
    }

    private TrainMovement event(String place, Instant occurredAt, Instant plannedAt, Object detail)
            throws UnreadableMovementException {
        if (!faults.isEmpty()) {
            throw new UnreadableMovementException(faults);
        }
        int day = Integer.parseInt(trainId.substring(trainId.length() - 2));
        // A plan may be days older than its run, and its own time is nearer to the origin.
        Instant nearRun = detail instanceof Plan && plannedAt != null ? plannedAt : occurredAt;
        LocalDate origin = originDate(day, LocalDate.ofInstant(nearRun, TrustTimes.LONDON));
        return MovementJson.identified(new TrainMovement(
                null,
                null,
                "GB|" + trainId + "|" + origin,
                isBlank("current_train_id") ? trainId : text(body, "current_train_id"),
                "stanox:" + place,
                Direction.DOMESTIC,
                occurredAt,
                plannedAt,
                queuedAt == null ? occurredAt : queuedAt,
                publisher,
                detail));
    }

    /**
     * The date with that day of the month that is nearest to the event. Of two equally near dates, the earlier one.
     */
    static LocalDate originDate(int day, LocalDate event) throws UnreadableMovementException {
        LocalDate nearest = null;
        for (int months = -2; months <= 2; months++) {
            LocalDate month = event.withDayOfMonth(1).plusMonths(months);
            if (day >= 1 && day <= month.lengthOfMonth()) {
                LocalDate candidate = month.withDayOfMonth(day);
                if (nearest == null || distance(candidate, event) < distance(nearest, event)) {
                    nearest = candidate;
                }
            }
        }
        if (nearest == null) {
            throw new UnreadableMovementException("train_id: ends with " + day + ", which is no day of a month");
        }
        return nearest;
    }

    private static long distance(LocalDate one, LocalDate other) {
        return Math.abs(ChronoUnit.DAYS.between(one, other));
    }

    private Object detail(String eventType) {
        if ("DEPARTURE".equals(eventType)) {
            return new Departure(null, null, null, null, null, null);
        }
        if ("ARRIVAL".equals(eventType)) {
            return new Arrival(null, null, null, null, null, null);
        }
        faults.add("event_type: '" + eventType + "' is neither ARRIVAL nor DEPARTURE");
        return null;
    }

    private String place(String name) {
        String place = text(body, name);
        if (place == null || !PLACE.matcher(place).matches()) {
            faults.add(name + ": '" + place + "' is not a place's number");
        }
        return place;
    }

    private boolean isBlank(String name) {
        String text = text(body, name);
        return text == null || text.isBlank();
    }

    private Instant required(String name) {
        Instant instant = instant(name);
        if (instant == null && faults.stream().noneMatch(fault -> fault.startsWith(name))) {
            faults.add(name + ": is missing");
        }
        return instant;
    }

    private Instant instant(String name) {
        Long millis = millis(body, name);
        return millis == null ? null : TrustTimes.meant(millis, queuedAt);
    }

    private Long millis(JsonNode object, String name) {
        String text = text(object, name);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            faults.add(name + ": '" + text + "' is not a number of milliseconds since 1970");
            return null;
        }
    }
}
