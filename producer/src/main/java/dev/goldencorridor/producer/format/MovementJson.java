package dev.goldencorridor.producer.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
        ObjectNode object = MAPPER.createObjectNode();
        object.put("eventId", movement.getEventId().toString());
        if (movement.getRetracts() != null) {
            object.put("retracts", movement.getRetracts().toString());
        }
        object.put("trainRunId", movement.getTrainRunId());
        object.put("trainNumber", movement.getTrainNumber());
        object.put("facility", movement.getFacility());
        object.put("direction", movement.getDirection().name());
        object.put("occurredAt", movement.getOccurredAt().toString());
        if (movement.getPlannedAt() != null) {
            object.put("plannedAt", movement.getPlannedAt().toString());
        }
        object.put("createdAt", movement.getCreatedAt().toString());
        object.put("publisher", movement.getPublisher());
        writeDetail(movement.getDetail(), object.putObject("detail"));
        return object.toString();
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

    private static void writeDetail(Object detail, ObjectNode object) {
        if (detail instanceof Departure departure) {
            object.put("type", "Departure");
            put(object, "origin", departure.getOrigin());
            put(object, "destination", departure.getDestination());
            put(object, "nextBorder", departure.getNextBorder());
            put(object, "operatorLine", departure.getOperatorLine());
            gauge(object, departure.getGauge());
            writeConsist(departure.getConsist(), object);
        } else if (detail instanceof Arrival arrival) {
            object.put("type", "Arrival");
            put(object, "origin", arrival.getOrigin());
            put(object, "destination", arrival.getDestination());
            put(object, "nextBorder", arrival.getNextBorder());
            put(object, "operatorLine", arrival.getOperatorLine());
            gauge(object, arrival.getGauge());
            writeConsist(arrival.getConsist(), object);
        } else if (detail instanceof Clearance clearance) {
            object.put("type", "Clearance");
            object.put("step", clearance.getStep().name());
            put(object, "customsOffice", clearance.getCustomsOffice());
            put(object, "declarationId", clearance.getDeclarationId());
            put(object, "reason", clearance.getReason());
            put(
                    object,
                    "regime",
                    clearance.getRegime() == null ? null : clearance.getRegime().name());
        } else if (detail instanceof Plan plan) {
            object.put("type", "Plan");
            object.put("movement", plan.getMovement().name());
        } else if (detail instanceof Estimate estimate) {
            object.put("type", "Estimate");
            object.put("movement", estimate.getMovement().name());
            object.put("estimatedAt", estimate.getEstimatedAt().toString());
        } else if (detail instanceof DelayCause cause) {
            object.put("type", "DelayCause");
            put(object, "alertType", cause.getAlertType());
            put(object, "code", cause.getCode());
            object.put("text", cause.getText());
        } else {
            throw new IllegalArgumentException("not a detail of the contract: " + detail);
        }
    }

    private static void writeConsist(Consist consist, ObjectNode detail) {
        if (consist == null) {
            return;
        }
        ObjectNode object = detail.putObject("consist");
        object.put("wagons", consist.getWagons());
        object.put("loadedTeu", consist.getLoadedTeu());
        object.put("emptyTeu", consist.getEmptyTeu());
        object.put("grossTonnes", consist.getGrossTonnes());
        ArrayNode commodities = object.putArray("commodities");
        for (Commodity commodity : consist.getCommodities()) {
            ObjectNode entry = commodities.addObject();
            entry.put("hs", commodity.getHs());
            entry.put("netTonnes", commodity.getNetTonnes());
            put(entry, "consignee", commodity.getConsignee());
        }
    }

    private static void gauge(ObjectNode object, Integer gauge) {
        if (gauge != null) {
            object.put("gauge", gauge);
        }
    }

    private static void put(ObjectNode object, String name, String value) {
        if (value != null) {
            object.put(name, value);
        }
    }
}
