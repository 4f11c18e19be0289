package dev.goldencorridor.producer.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One version of a train.
 *
 * @param departureDate the Finnish date of the first departure; it is never derived from an instant
 * @param version grows with every change; it is not a time
 * @param isCancelled whether the whole train is cancelled or deleted
 * @param rows the readable rows, in the order of the route
 */
record DigitrafficTrain(
        String number, LocalDate departureDate, long version, boolean isCancelled, List<DigitrafficRow> rows) {
    private static final int MAX_ROWS = 2_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    String runId() {
        return "FI|" + number + "|" + departureDate;
    }

    /**
     * Reads a train. A faulty row costs only itself.
     *
     * @param rowFaults gets the faults of rows
     */
    static DigitrafficTrain read(ObjectNode object, List<String> rowFaults) throws UnreadableMovementException {
        List<String> faults = new ArrayList<>();
        String number = object.path("trainNumber").asText("");
        if (!NUMBER.matcher(number).matches()) {
            faults.add("trainNumber: '" + number + "' is not a number");
        }
        LocalDate date = date(object.path("departureDate").asText(""), faults);
        JsonNode rows = object.path("timeTableRows");
        if (!rows.isArray()) {
            faults.add("timeTableRows: is missing, or not a list");
        } else if (rows.size() > MAX_ROWS) {
            faults.add("timeTableRows: has " + rows.size() + " rows; at most " + MAX_ROWS + " are allowed");
        }
        JsonNode version = object.path("version");
        if (!version.isMissingNode() && !version.canConvertToLong()) {
            faults.add("version: '" + version + "' is not a whole number");
        }
        if (!faults.isEmpty()) {
            throw new UnreadableMovementException(faults);
        }
        return new DigitrafficTrain(
                Integer.toString(Integer.parseInt(number)),
                date,
                version.asLong(),
                object.path("cancelled").asBoolean() || object.path("deleted").asBoolean(),
                rows(rows, rowFaults));
    }

    private static LocalDate date(String text, List<String> faults) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            faults.add("departureDate: '" + text + "' is not an ISO-8601 date such as 2025-10-26");
            return null;
        }
    }

    private static List<DigitrafficRow> rows(JsonNode array, List<String> faults) {
        List<DigitrafficRow> rows = new ArrayList<>(array.size());
        int number = 0;
        for (JsonNode node : array) {
            number++;
            if (node instanceof ObjectNode object) {
                DigitrafficRow row = DigitrafficRow.read(number, object, rows, faults);
                if (row != null) {
                    rows.add(row);
                }
            } else {
                faults.add("row " + number + ": is not a JSON object");
            }
        }
        return rows;
    }
}
