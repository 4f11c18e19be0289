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

/** The steps of every type, facility and direction. Immutable. */
public final class ThresholdTable {
    private static final String HEADER = "facility,direction,type,minor,major,critical";
    private static final String ANY = "*";

    private final Map<AlertType, SeverityThresholds> usual;
    private final List<Row> rows;
    /** Of the facilities that rows name; by the codes of sense and type. */
    private final Map<String, SeverityThresholds[][]> named = new HashMap<>();

    private final SeverityThresholds[][] elsewhere;

    /** Of the file; {@code *} stands for any. */
    private record Row(String facility, String direction, String type, SeverityThresholds steps) {
        boolean appliesTo(String place, TravelDirection sense, AlertType alert) {
            return (facility.equals(ANY) || facility.equals(place))
                    && (direction.equals(ANY) || direction.equals(sense.name()))
                    && (type.equals(ANY) || type.equals(alert.name()));
        }

        /** What names the facility is more specific than what does not; then what names the direction; then the type. */
        int specificity() {
            return (facility.equals(ANY) ? 0 : 4) + (direction.equals(ANY) ? 0 : 2) + (type.equals(ANY) ? 0 : 1);
        }
    }

    private ThresholdTable(Map<AlertType, SeverityThresholds> usual, List<Row> rows) {
        this.usual = new EnumMap<>(usual);
        this.rows = rows;
        this.elsewhere = stepsAt(ANY);
        for (Row row : rows) {
            named.computeIfAbsent(row.facility, this::stepsAt);
        }
    }

    /**
     * The usual steps, and a file's rows for some.
     *
     * @param usual of every type about trains
     * @param file CSV with the header {@code facility,direction,type,minor,major,critical}
     * @throws SettingsException naming file and line of what is wrong
     */
    public static ThresholdTable of(Map<AlertType, SeverityThresholds> usual, Optional<Path> file) {
        return new ThresholdTable(usual, file.map(ThresholdTable::rows).orElse(List.of()));
    }

    private SeverityThresholds[][] stepsAt(String facility) {
        SeverityThresholds[][] steps = new SeverityThresholds[TravelDirection.values().length][AlertType.values().length];
        for (TravelDirection sense : TravelDirection.values()) {
            for (Map.Entry<AlertType, SeverityThresholds> entry : usual.entrySet()) {
                AlertType type = entry.getKey();
                steps[sense.code()][type.code()] = rows.stream()
                        .filter(row -> row.appliesTo(facility, sense, type))
                        .max(Comparator.comparingInt(Row::specificity))
                        .map(Row::steps)
                        .orElse(entry.getValue());
            }
        }
        return steps;
    }

    SeverityThresholds steps(String facility, TravelDirection sense, AlertType type) {
        return named.getOrDefault(facility, elsewhere)[sense.code()][type.code()];
    }

    /** All that it says, as text. */
    @Override
    public String toString() {
        return usual + " " + rows;
    }

    private static List<Row> rows(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new SettingsException("cannot read the file of thresholds " + file.toAbsolutePath() + ": " + e);
        }
        List<Row> rows = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        boolean header = true;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).trim();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                if (header) {
                    requireHeader(line);
                    header = false;
                } else {
                    Row row = row(line);
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

    private static Row row(String line) {
        String[] columns = line.split(",", -1);
        if (columns.length != 6) {
            throw new IllegalArgumentException("six columns are needed, " + HEADER + "; there are " + columns.length);
        }
        String facility = columns[0].trim();
        String direction = columns[1].trim();
        String type = columns[2].trim();
        if (facility.isEmpty()) {
            throw new IllegalArgumentException("the facility is blank; write * for any");
        }
        if (!direction.equals(ANY)
                && Arrays.stream(TravelDirection.values()).noneMatch(sense -> sense.name().equals(direction))) {
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
