package dev.goldencorridor.producer.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.places.FacilityCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One row of a train's timetable.
 *
 * @param number the number of the row in the train, from 1
 * @param occurrence how many rows of this place and type came before
 * @param scheduled null if the row has no plan
 * @param actual null if it has not happened, or nothing measured it
 * @param estimate null if nobody has made a forecast, or the delay is unknown
 * @param cause null if none is published
 */
record DigitrafficRow(
        int number,
        String facility,
        PlannedMovement type,
        int occurrence,
        boolean isStop,
        boolean isCancelled,
        Instant scheduled,
        Instant actual,
        Instant estimate,
        Cause cause) {

    /**
     * Why the train is late there.
     *
     * @param code the most specific code of the first cause
     * @param text the codes of all causes
     * @param identity the ids of all codes: codes are used again, ids are not
     */
    record Cause(String code, String text, String identity) {}

    /** A place and a type, and the number among equal ones: the same row in all versions of a train. */
    record Key(String facility, PlannedMovement type, int occurrence) {}

    Key key() {
        return new Key(facility, type, occurrence);
    }

    /**
     * Reads a row. Adds its faults to the list and returns null if it has some, or if it repeats an earlier row.
     *
     * @param earlier the rows before this one
     */
    static DigitrafficRow read(int number, ObjectNode object, List<DigitrafficRow> earlier, List<String> faults) {
        List<String> own = new ArrayList<>();
        JsonFields fields = new JsonFields(object, "", own);
        String station = fields.required("stationShortCode", fields.text("stationShortCode"));
        PlannedMovement type = fields.required("type", fields.oneOf("type", PlannedMovement.class));
        Instant scheduled = fields.instant("scheduledTime");
        Instant actual = fields.instant("actualTime");
        Instant estimate = fields.instant("liveEstimateTime");
        if (!own.isEmpty()) {
            own.forEach(fault -> faults.add("row " + number + ": " + fault));
            return null;
        }
        String facility = FacilityCode.normalised("fi:" + station);
        int occurrence = 0;
        for (DigitrafficRow row : earlier) {
            if (row.type == type && row.facility.equals(facility)) {
                if (Objects.equals(row.scheduled, scheduled) && Objects.equals(row.actual, actual)) {
                    return null;
                }
                occurrence++;
            }
        }
        return new DigitrafficRow(
                number,
                facility,
                type,
                occurrence,
                object.path("trainStopping").asBoolean(true),
                object.path("cancelled").asBoolean(),
                scheduled,
                actual,
                object.path("unknownDelay").asBoolean() ? null : estimate,
                cause(object.path("causes")));
    }

    private static Cause cause(JsonNode causes) {
        String code = null;
        List<String> texts = new ArrayList<>();
        StringBuilder identity = new StringBuilder();
        for (JsonNode one : causes) {
            List<String> codes = new ArrayList<>();
            for (String name : new String[] {"categoryCode", "detailedCategoryCode", "thirdCategoryCode"}) {
                String part = one.path(name).asText("");
                if (!part.isBlank()) {
                    codes.add(part);
                    identity.append(one.path(name + "Id").asText(part)).append(' ');
                }
            }
            if (!codes.isEmpty()) {
                code = code == null ? codes.get(codes.size() - 1) : code;
                texts.add(String.join(" / ", codes));
            }
        }
        return code == null ? null : new Cause(code, String.join("; ", texts), identity.toString());
    }
}
