package dev.goldencorridor.producer.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.TrainMovement;

/** Writes a movement into a JSON object. Fields without a value are left out. */
final class MovementJsonWriter {
    private MovementJsonWriter() {}

    /** Returns the object with the fields of the movement. */
    static ObjectNode write(TrainMovement movement, ObjectNode object) {
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
        return object;
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
