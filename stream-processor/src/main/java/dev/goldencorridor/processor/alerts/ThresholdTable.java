package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.runtime.files.CatalogueCsv;
import dev.goldencorridor.runtime.files.CsvRow;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.schemas.alerts.AlertType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The thresholds of every alert type, facility and direction. Immutable. */
public final class ThresholdTable {
    private static final CatalogueCsv<Row> ROWS = new CatalogueCsv<>(
            List.of("facility", "direction", "type", "minor", "major", "critical"), 3, ThresholdTable::row);
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
        return new ThresholdTable(defaults, file.map(ROWS::file).orElse(List.of()));
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

    private static Row row(CsvRow row) {
        String facility = row.get("facility");
        String direction = row.get("direction");
        String type = row.get("type");
        if (facility.isEmpty()) {
            throw new SettingsException("the facility is blank; write * for any");
        }
        if (!direction.equals(ANY)
                && Arrays.stream(TravelDirection.values())
                        .noneMatch(known -> known.name().equals(direction))) {
            throw new SettingsException("no direction is called '" + direction + "'; there are "
                    + Arrays.toString(TravelDirection.values()) + " and *");
        }
        if (!type.equals(ANY)
                && AlertType.ofName(type)
                        .filter(known -> known != AlertType.PORT_CLOSED)
                        .isEmpty()) {
            throw new SettingsException("no type of alert about trains is called '" + type + "'");
        }
        return new Row(
                facility,
                direction,
                type,
                SeverityThresholds.of(row.get("minor"), row.get("major"), row.get("critical")));
    }
}
