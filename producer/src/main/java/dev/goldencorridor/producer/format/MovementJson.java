package dev.goldencorridor.producer.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceRegime;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads and writes a movement as a JSON object with the field names of the contract. Instants are ISO-8601; reading
 * also accepts milliseconds since 1970. {@code detail} names its type: {@code {"type":"Departure", ...}}. A {@code
 * Plan} without {@code plannedAt} cancels the plan.
 *
 * <p>An absent {@code eventId} is derived ({@link EventIds}). An absent {@code createdAt} is set to {@code
 * occurredAt} until the reader of the file replaces it, an absent {@code publisher} to the given one.
 */
public final class MovementJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private MovementJson() {}

    /** Returns the movement as one line, without its terminator. */
    public static String write(TrainMovement movement) {
        return MovementJsonWriter.write(movement, emptyObject()).toString();
    }

    /**
     * Reads a movement that {@link #write} wrote, perhaps changed since.
     *
     * @throws IllegalArgumentException naming every fault
     */
    public static TrainMovement read(String json) {
        try {
            return read(parse(json.getBytes(StandardCharsets.UTF_8)), Optional.empty(), TimeText.STRICT);
        } catch (UnreadableMovementException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Reads an object. The exception names every fault. */
    static TrainMovement read(ObjectNode object, Optional<String> publisher, TimeText times)
            throws UnreadableMovementException {
        List<String> faults = new ArrayList<>();
        JsonFields fields = new JsonFields(object, "", faults, times);
        UUID eventId = fields.uuid("eventId");
        UUID retracts = fields.uuid("retracts");
        String runId = fields.required("trainRunId", fields.text("trainRunId"));
        String number = fields.required("trainNumber", fields.text("trainNumber"));
        String facility = fields.required("facility", fields.facility("facility"));
        Direction direction = fields.required("direction", fields.oneOf("direction", Direction.class));
        Instant occurredAt = fields.required("occurredAt", fields.instant("occurredAt"));
        Instant plannedAt = fields.instant("plannedAt");
        Instant createdAt = fields.instant("createdAt");
        String named = fields.text("publisher");
        if (named == null && publisher.isEmpty()) {
            fields.fault("publisher", "is missing, and no --publisher was given");
        }
        Object detail = detail(fields.required("detail", fields.object("detail")));
        fields.nothingElse();
        if (!faults.isEmpty()) {
            throw new UnreadableMovementException(faults);
        }
        TrainMovement movement = new TrainMovement(
                eventId,
                retracts,
                runId,
                number,
                facility,
                direction,
                occurredAt,
                plannedAt,
                createdAt == null ? occurredAt : createdAt,
                named == null ? publisher.orElseThrow() : named,
                detail);
        return eventId == null ? identified(movement) : movement;
    }

    /** Returns the same movement with an id derived from its content. */
    static TrainMovement identified(TrainMovement movement) {
        return copy(movement, EventIds.of(movement), movement.getCreatedAt());
    }

    /** Returns the same movement with another time of creation, which no derived id depends on. */
    static TrainMovement created(TrainMovement movement, Instant createdAt) {
        return copy(movement, movement.getEventId(), createdAt);
    }

    private static TrainMovement copy(TrainMovement movement, UUID eventId, Instant createdAt) {
        return new TrainMovement(
                eventId,
                movement.getRetracts(),
                movement.getTrainRunId(),
                movement.getTrainNumber(),
                movement.getFacility(),
                movement.getDirection(),
                movement.getOccurredAt(),
                movement.getPlannedAt(),
                createdAt,
                movement.getPublisher(),
                movement.getDetail());
    }

    /** Parses UTF-8 text that must consist of exactly one JSON object. */
    static ObjectNode parse(byte[] utf8) throws UnreadableMovementException {
        return parse(utf8, "not UTF-8");
    }

    /**
     * Parses UTF-8 text that must consist of exactly one JSON object.
     *
     * @param undecodable the fault of other bytes
     */
    static ObjectNode parse(byte[] utf8, String undecodable) throws UnreadableMovementException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableMovementException(undecodable);
        }
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new UnreadableMovementException("not a JSON object");
        } catch (JsonProcessingException e) {
            String column = e.getLocation() == null
                    ? ""
                    : " (at character " + e.getLocation().getColumnNr() + ")";
            throw new UnreadableMovementException("not JSON: " + e.getOriginalMessage() + column);
        }
    }

    static ObjectNode emptyObject() {
        return MAPPER.createObjectNode();
    }

    private static Object detail(JsonFields fields) {
        if (fields == null) {
            return null;
        }
        String type = fields.required("type", fields.text("type"));
        if (type == null) {
            return null;
        }
        Object detail =
                switch (type) {
                    case "Departure" ->
                        new Departure(
                                fields.facility("origin"),
                                fields.facility("destination"),
                                fields.facility("nextBorder"),
                                fields.text("operatorLine"),
                                fields.whole("gauge"),
                                consist(fields.object("consist")));
                    case "Arrival" ->
                        new Arrival(
                                fields.facility("origin"),
                                fields.facility("destination"),
                                fields.facility("nextBorder"),
                                fields.text("operatorLine"),
                                fields.whole("gauge"),
                                consist(fields.object("consist")));
                    case "Clearance" ->
                        new Clearance(
                                fields.required("step", fields.oneOf("step", ClearanceStep.class)),
                                fields.text("customsOffice"),
                                fields.text("declarationId"),
                                fields.text("reason"),
                                fields.oneOf("regime", ClearanceRegime.class));
                    case "Plan" ->
                        new Plan(fields.required("movement", fields.oneOf("movement", PlannedMovement.class)));
                    case "Estimate" -> estimate(fields);
                    case "DelayCause" ->
                        new DelayCause(fields.text("alertType"), fields.text("code"), orEmpty(fields.text("text")));
                    default -> {
                        fields.fault(
                                "type",
                                "'" + type + "' is none of Departure, Arrival, Clearance, Plan, Estimate, DelayCause");
                        yield null;
                    }
                };
        if (detail != null) {
            fields.nothingElse();
        }
        return detail;
    }

    private static Estimate estimate(JsonFields fields) {
        PlannedMovement movement = fields.required("movement", fields.oneOf("movement", PlannedMovement.class));
        Instant estimatedAt = fields.required("estimatedAt", fields.instant("estimatedAt"));
        // Avro refuses a null instant. The fault that is already in the list refuses the whole movement.
        return estimatedAt == null ? null : new Estimate(movement, estimatedAt);
    }

    private static Consist consist(JsonFields fields) {
        if (fields == null) {
            return null;
        }
        Integer wagons = fields.whole("wagons");
        Integer loaded = fields.whole("loadedTeu");
        Integer empty = fields.whole("emptyTeu");
        Double gross = fields.number("grossTonnes");
        List<Commodity> commodities = new ArrayList<>();
        for (JsonFields entry : fields.objects("commodities")) {
            String hs = entry.required("hs", entry.text("hs"));
            Double net = entry.number("netTonnes");
            commodities.add(new Commodity(hs, net == null ? 0.0 : net, entry.text("consignee")));
            entry.nothingElse();
        }
        fields.nothingElse();
        return new Consist(orZero(wagons), orZero(loaded), orZero(empty), gross == null ? 0.0 : gross, commodities);
    }

    private static String orEmpty(String value) {
        return value == null ? "" : value;
    }

    private static int orZero(Integer value) {
        return value == null ? 0 : value;
    }
}
