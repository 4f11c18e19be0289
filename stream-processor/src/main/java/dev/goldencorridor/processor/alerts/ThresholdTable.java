package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.alerts.rules.AlertType;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The thresholds of every alert type, facility and direction. Immutable. */
public final class ThresholdTable {
    private static final String HEADER = "facility,direction,type,minor,major,critical";
    private static final int COLUMNS = 6;
    private static final String ANY = "*";

    private final Map<AlertType, SeverityThresholds> defaults;
    private final List<Row> rows;
    /** The facilities that rows name. The indices are the codes of direction and type. */
    private final Map<String, SeverityThresholds[][]> namedFacilities = new HashMap<>();

    private final SeverityThresholds[][] otherFacilities;

    /** A row of the file. {@code *} matches any value. */
    private record Row(String facility, String direction, String type, SeverityThresholds thresholds) {
        boolean matches(String place, TravelDirection travelDirection, AlertType alertType) {
            return (facility.equals(ANY) || facility.equals(place))
                    && (direction.equals(ANY) || direction.equals(travelDirection.name()))
                    && (type.equals(ANY) || type.equals(alertType.name()));
        }

        /** A named facility outweighs a named direction, and that outweighs a named type. */
        int specificity() {
            return (facility.equals(ANY) ? 0 : 4) + (direction.equals(ANY) ? 0 : 2) + (type.equals(ANY) ? 0 : 1);
        }

        String fingerprintText() {
            return "Row[facility=" + facility + ", direction=" + direction + ", type=" + type + ", steps="
                    + thresholds.fingerprintText() + "]";
        }
    }

    private ThresholdTable(Map<AlertType, SeverityThresholds> defaults, List<Row> rows) {
        this.defaults = new EnumMap<>(defaults);
        this.rows = rows;
        this.otherFacilities = thresholdsAt(ANY);
        for (Row row : rows) {
            namedFacilities.computeIfAbsent(row.facility, this::thresholdsAt);
        }
    }

    /**
     * The default thresholds, and a file with others for some facilities, directions or types.
     *
     * @param defaults of every type about trains
     * @param file CSV with the header {@code facility,direction,type,minor,major,critical}
     * @throws SettingsException with file and line of a fault
     */
    public static ThresholdTable of(Map<AlertType, SeverityThresholds> defaults, Optional<Path> file) {
        return new ThresholdTable(defaults, file.map(ThresholdTable::readRows).orElse(List.of()));
    }

    private SeverityThresholds[][] thresholdsAt(String facility) {
        SeverityThresholds[][] thresholds =
                new SeverityThresholds[TravelDirection.values().length][AlertType.values().length];
        for (TravelDirection direction : TravelDirection.values()) {
            for (Map.Entry<AlertType, SeverityThresholds> entry : defaults.entrySet()) {
                AlertType type = entry.getKey();
                thresholds[direction.code()][type.code()] = rows.stream()
                        .filter(row -> row.matches(facility, direction, type))
                        .max(Comparator.comparingInt(Row::specificity))
                        .map(Row::thresholds)
                        .orElse(entry.getValue());
            }
        }
        return thresholds;
    }

    SeverityThresholds thresholdsFor(String facility, TravelDirection direction, AlertType type) {
        return namedFacilities.getOrDefault(facility, otherFacilities)[direction.code()][type.code()];
    }

    /**
     * The whole table as text. It is part of a stored fingerprint and must not change, whatever the classes are
     * called.
     */
    String fingerprintText() {
        String defaultsText = defaults.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().fingerprintText())
                .collect(Collectors.joining(", ", "{", "}"));
        String rowsText = rows.stream().map(Row::fingerprintText).collect(Collectors.joining(", ", "[", "]"));
        return defaultsText + " " + rowsText;
    }

    private static List<Row> readRows(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new SettingsException("cannot read the file of thresholds " + file.toAbsolutePath() + ": " + e);
        }
        List<Row> rows = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        boolean isHeaderExpected = true;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).trim();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                if (isHeaderExpected) {
                    requireHeader(line);
                    isHeaderExpected = false;
                } else {
                    Row row = parseRow(line);
                    if (!seen.add(List.of(row.facility, row.direction, row.type))) {
                        throw new IllegalArgumentException("a row before it is for the same");
                    }
                    rows.add(row);
                }
            } catch (IllegalArgumentException e) {
                throw new SettingsException(file + ":" + (i + 1) + ": " + e.getMessage());
            }
        }
        return rows;
    }

    private static void requireHeader(String line) {
        if (!line.replace(" ", "").equals(HEADER)) {
            throw new IllegalArgumentException("the first line must be " + HEADER);
        }
    }

    private static Row parseRow(String line) {
        String[] columns = line.split(",", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("six columns are needed, " + HEADER + "; there are " + columns.length);
        }
        String facility = columns[0].trim();
        String direction = columns[1].trim();
        String type = columns[2].trim();
        if (facility.isEmpty()) {
            throw new IllegalArgumentException("the facility is blank; write * for any");
        }
        if (!direction.equals(ANY)
                && Arrays.stream(TravelDirection.values())
                        .noneMatch(known -> known.name().equals(direction))) {
            throw new IllegalArgumentException("no direction is called '" + direction + "'; there are "
                    + Arrays.toString(TravelDirection.values()) + " and *");
        }
        if (!type.equals(ANY)
                && AlertType.ofName(type)
                        .filter(known -> known != AlertType.PORT_CLOSED)
                        .isEmpty()) {
            throw new IllegalArgumentException("no type of alert about trains is called '" + type + "'");
        }
        return new Row(facility, direction, type, SeverityThresholds.of(columns[3], columns[4], columns[5]));
    }
}
