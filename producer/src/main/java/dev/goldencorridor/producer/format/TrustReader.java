package dev.goldencorridor.producer.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.runtime.files.TextInput;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads Great Britain's train-movement feed: concatenated arrays of messages. Message 0003 is a movement; the others
 * (activation, cancellation, changes) are not.
 *
 * <p>The last two digits of {@code train_id} are the day of the month of the departure from the origin. The month is
 * chosen so that the date is nearest to the event.
 */
final class TrustReader implements MovementReader {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Pattern TRAIN_ID = Pattern.compile("[0-9A-Z]{8}[0-3][0-9]");
    private static final Pattern PLACE = Pattern.compile("[0-9]{1,10}");

    private final TrustElements elements;
    private final String undecodable;
    private final String source;
    private final String publisher;

    TrustReader(InputStream in, String source, String publisher) throws IOException {
        TextInput text = TextInput.of(in);
        this.elements = new TrustElements(text);
        this.undecodable = text.undecodable();
        this.source = source;
        this.publisher = publisher;
    }

    @Override
    public Optional<Reading> next() throws IOException {
        byte[] element = elements.next();
        if (element == null) {
            return Optional.empty();
        }
        String where = source + ":" + elements.line() + " (message " + elements.number() + ")";
        if (element.length == 0) {
            return Optional.of(new Reading.Unreadable(where, "the last array is not closed: the file is cut off"));
        }
        if (!elements.isComplete()) {
            elements.recover(element);
            return Optional.of(new Reading.Unreadable(where, "the message has no end"));
        }
        ObjectNode message;
        try {
            message = MovementJson.parse(element, undecodable);
        } catch (UnreadableMovementException e) {
            elements.recover(element);
            return Optional.of(new Reading.Unreadable(where, e.getMessage()));
        }
        return Optional.of(reading(where, message));
    }

    @Override
    public void close() throws IOException {
        elements.close();
    }

    private Reading reading(String where, ObjectNode message) {
        String type = text(message.path("header"), "msg_type");
        if (type == null) {
            return new Reading.Unreadable(where, "header.msg_type: is missing");
        }
        if (!type.equals("0003")) {
            return new Reading.NotMovement(where, type);
        }
        try {
            return new Reading.Movement(where, movement(message.path("header"), message.path("body")));
        } catch (UnreadableMovementException e) {
            return new Reading.Unreadable(where, e.getMessage());
        }
    }

    private TrainMovement movement(JsonNode header, JsonNode body) throws UnreadableMovementException {
        List<String> faults = new ArrayList<>();
        String trainId = text(body, "train_id");
        if (trainId == null || !TRAIN_ID.matcher(trainId).matches()) {
            faults.add("train_id: '" + trainId + "' is not ten characters that end with a day of the month");
        }
        String place = text(body, "loc_stanox");
        if (place == null || !PLACE.matcher(place).matches()) {
            faults.add("loc_stanox: '" + place + "' is not a place's number");
        }
        Object detail = detail(text(body, "event_type"), faults);
        Instant occurredAt = instant(body, "actual_timestamp", faults);
        if (occurredAt == null && faults.stream().noneMatch(fault -> fault.startsWith("actual_timestamp"))) {
            faults.add("actual_timestamp: is missing");
        }
        Instant plannedAt = instant(body, "planned_timestamp", faults);
        Instant createdAt = instant(header, "msg_queue_timestamp", faults);
        if (!faults.isEmpty()) {
            throw new UnreadableMovementException(faults);
        }
        int day = Integer.parseInt(trainId.substring(trainId.length() - 2));
        LocalDate origin = originDate(day, LocalDate.ofInstant(occurredAt, LONDON));
        return MovementJson.identified(new TrainMovement(
                null,
                null,
                "GB|" + trainId + "|" + origin,
                trainId,
                "stanox:" + place,
                Direction.DOMESTIC,
                occurredAt,
                plannedAt,
                createdAt == null ? occurredAt : createdAt,
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

    private static Object detail(String eventType, List<String> faults) {
        if ("DEPARTURE".equals(eventType)) {
            return new Departure(null, null, null, null, null, null);
        }
        if ("ARRIVAL".equals(eventType)) {
            return new Arrival(null, null, null, null, null, null);
        }
        faults.add("event_type: '" + eventType + "' is neither ARRIVAL nor DEPARTURE");
        return null;
    }

    private static Instant instant(JsonNode object, String name, List<String> faults) {
        String text = text(object, name);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Instant.ofEpochMilli(Long.parseLong(text));
        } catch (NumberFormatException e) {
            faults.add(name + ": '" + text + "' is not a number of milliseconds since 1970");
            return null;
        }
    }

    private static String text(JsonNode object, String name) {
        JsonNode node = object.path(name);
        return node.isValueNode() && !node.isNull() ? node.asText() : null;
    }
}
