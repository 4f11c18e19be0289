package dev.goldencorridor.producer.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.runtime.files.CsvException;
import dev.goldencorridor.runtime.files.CsvRow;
import dev.goldencorridor.runtime.files.CsvTable;
import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads CSV: a header row, then one movement a row, with commas and quotes as in RFC 4180. An empty cell is an absent
 * value. A missing column is absent in every row. The columns, in any order:
 *
 * <pre>
 * eventId retracts trainRunId trainNumber facility direction occurredAt plannedAt createdAt publisher
 * type            Departure, Arrival, Clearance, Plan, Estimate or DelayCause
 * origin destination nextBorder operatorLine gauge wagons loadedTeu emptyTeu grossTonnes
 * commodities     hs:netTonnes:consignee, separated by semicolons; the consignee may be left out
 * step customsOffice declarationId reason regime
 * movement        of a Plan or an Estimate: DEPARTURE or ARRIVAL
 * estimatedAt     of an Estimate
 * alertType code text   of a DelayCause
 * fault where     notes of a file of faulty records; ignored
 * </pre>
 */
final class CsvReader implements MovementReader {
    private static final List<String> MOVEMENT = List.of(
            "eventId",
            "retracts",
            "trainRunId",
            "trainNumber",
            "facility",
            "direction",
            "occurredAt",
            "plannedAt",
            "createdAt",
            "publisher");
    private static final List<String> DETAIL = List.of(
            "type",
            "origin",
            "destination",
            "nextBorder",
            "operatorLine",
            "gauge",
            "step",
            "customsOffice",
            "declarationId",
            "reason",
            "regime",
            "movement",
            "estimatedAt",
            "alertType",
            "code",
            "text");
    private static final List<String> CONSIST = List.of("wagons", "loadedTeu", "emptyTeu", "grossTonnes");
    private static final String COMMODITIES = "commodities";
    /** All columns. */
    static final List<String> FIELDS = Stream.of(MOVEMENT, DETAIL, CONSIST, List.of(COMMODITIES))
            .flatMap(List::stream)
            .toList();

    private static final Set<String> DECIMALS = Set.of("wagons", "loadedTeu", "emptyTeu", "grossTonnes");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("-?\\d{1,18},\\d{1,18}");

    @Limit(
            scope = Scope.MOVEMENT,
            of = "a cell of a CSV file",
            beyond = "the row is reported as unreadable",
            reason = "An open quotation mark makes one cell of all following rows.")
    private static final int MAX_CELL_CHARS = 1 << 20;

    private final CsvTable table;
    private final String source;
    private final Optional<String> publisher;
    private final TimeText times;
    private final Optional<CsvMapping> mapping;

    CsvReader(InputStream in, String source, Optional<String> publisher, ReadOptions options) throws IOException {
        this.source = source;
        this.times = options.times();
        this.mapping = options.mapping();
        this.publisher = publisher;
        try {
            this.table = CsvTable.open(in);
        } catch (CsvException e) {
            throw new IOException(source + ":" + e.line() + ": " + e.getMessage(), e);
        }
        try {
            checkHeader(table.header());
        } catch (IOException e) {
            table.close();
            throw e;
        }
    }

    @Override
    public Optional<Reading> next() {
        try {
            return table.next().map(this::reading);
        } catch (CsvException e) {
            return Optional.of(new Reading.Unreadable(
                    source + ":" + e.line(), "the rest of the file cannot be read as CSV: " + e.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        table.close();
    }

    private Reading reading(CsvRow row) {
        String where = source + ":" + row.line();
        SourceRecord original = SourceRecord.of(row);
        if (row.fault().isPresent()) {
            return new Reading.Unreadable(where, row.fault().get(), original);
        }
        try {
            boolean assumesCreatedAt = row.get("createdAt").isEmpty();
            return new Reading.Movement(
                    where, MovementJson.read(object(row), publisher, times), original, assumesCreatedAt);
        } catch (UnreadableMovementException e) {
            return new Reading.Unreadable(where, e.getMessage(), original);
        }
    }

    /** Converts the row to JSON, so that both formats accept and refuse the same. */
    private ObjectNode object(CsvRow row) throws UnreadableMovementException {
        ObjectNode movement = MovementJson.emptyObject();
        for (String column : MOVEMENT) {
            put(movement, column, cell(row, column));
        }
        ObjectNode detail = movement.putObject("detail");
        for (String column : DETAIL) {
            put(detail, column, cell(row, column));
        }
        ObjectNode consist = MovementJson.emptyObject();
        for (String column : CONSIST) {
            put(consist, column, cell(row, column));
        }
        String commodities = cell(row, COMMODITIES);
        if (!commodities.isEmpty()) {
            ArrayNode entries = consist.putArray(COMMODITIES);
            for (String entry : commodities.split(";", 0)) {
                commodity(entry.trim(), entries);
            }
        }
        if (!consist.isEmpty()) {
            detail.set("consist", consist);
        }
        return movement;
    }

    private void commodity(String text, ArrayNode entries) throws UnreadableMovementException {
        String[] parts = text.split(":", 3);
        String tonnes = parts.length < 2 ? "" : withPoint(parts[1].trim());
        if (!NUMBER.matcher(tonnes).matches()) {
            throw new UnreadableMovementException(
                    "commodities: '" + text + "' is not hs:netTonnes:consignee, e.g. 1001:62.5:Xi'an Grain");
        }
        ObjectNode entry = entries.addObject();
        entry.put("hs", parts[0].trim());
        entry.put("netTonnes", new BigDecimal(tonnes));
        if (parts.length == 3 && !parts[2].isBlank()) {
            entry.put("consignee", parts[2].trim());
        }
    }

    private void put(ObjectNode object, String column, String cell) {
        if (!cell.isEmpty()) {
            object.put(column, DECIMALS.contains(column) ? withPoint(cell) : cell);
        }
    }

    /** Where a comma is the decimal mark, spreadsheet programs separate the values with semicolons. */
    private String withPoint(String number) {
        return table.delimiter() == ';' && DECIMAL_COMMA.matcher(number).matches() ? number.replace(',', '.') : number;
    }

    private String cell(CsvRow row, String column) throws UnreadableMovementException {
        String cell = mapping.isPresent() ? mapping.get().value(column, row) : row.get(column);
        if (cell.length() > MAX_CELL_CHARS) {
            throw new UnreadableMovementException(column + ": " + cell.length() + " characters are too many");
        }
        return cell;
    }

    private void checkHeader(List<String> header) throws IOException {
        if (mapping.isPresent()) {
            try {
                mapping.get().check(header);
            } catch (IOException e) {
                throw new IOException(source + ":1: " + e.getMessage(), e);
            }
            return;
        }
        List<String> unknown = new ArrayList<>(header);
        unknown.removeAll(FIELDS);
        unknown.removeAll(FaultNotes.COLUMNS);
        if (!unknown.isEmpty()) {
            throw new IOException(source + ":1: unknown columns " + unknown + "; known are " + FIELDS
                    + ". Map others with --mapping");
        }
        if (!header.contains("trainRunId")) {
            throw new IOException(source + ":1: there is no header row with the column trainRunId");
        }
    }
}
