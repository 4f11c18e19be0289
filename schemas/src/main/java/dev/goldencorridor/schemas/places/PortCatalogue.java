package dev.goldencorridor.schemas.places;

import dev.goldencorridor.runtime.files.CatalogueCsv;
import dev.goldencorridor.runtime.files.CsvRow;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The properties of each facility. A facility that is not listed counts as a hub in the time zone UTC. Immutable. */
public final class PortCatalogue {
    private static final CatalogueCsv<Port> ROWS =
            new CatalogueCsv<>(List.of("code", "name", "kind", "country", "zone"), 1, PortCatalogue::row);

    private static final double MAX_LATITUDE = 90;
    private static final double MAX_LONGITUDE = 180;

    private final Map<String, Port> ports;

    private PortCatalogue(List<Port> ports) {
        Map<String, Port> byCode = new LinkedHashMap<>();
        ports.forEach(port -> byCode.put(port.code(), port));
        this.ports = Map.copyOf(byCode);
    }

    /** The built-in catalogue. */
    public static PortCatalogue builtIn() {
        return with(Optional.empty());
    }

    /**
     * The built-in catalogue. Rows of the file of {@link CommonSettings#PORTS_FILE_CONFIG} are added or replace
     * built-in ones.
     */
    public static PortCatalogue of(Settings settings) {
        return with(settings.path(CommonSettings.PORTS_FILE_CONFIG));
    }

    private static PortCatalogue with(Optional<Path> file) {
        List<Port> rows = ROWS.builtIn(PortCatalogue.class, "ports.csv");
        file.ifPresent(path -> rows.addAll(ROWS.file(path)));
        return new PortCatalogue(rows);
    }

    public boolean isBorderPort(String facility) {
        Port port = ports.get(facility);
        return port != null && port.kind() == Port.Kind.BORDER_PORT;
    }

    /** The time zone whose civil date applies at the facility. */
    public ZoneId zone(String facility) {
        Port port = ports.get(facility);
        return port == null ? ZoneOffset.UTC : port.zone();
    }

    public Optional<Port> find(String facility) {
        return Optional.ofNullable(ports.get(facility));
    }

    public Collection<Port> all() {
        return ports.values();
    }

    private static Port row(CsvRow row) {
        String code = FacilityCode.normalised(row.get("code"));
        if (!FacilityCode.isValid(code)) {
            throw new SettingsException("'" + code + "' cannot be a facility's code: write a UN/LOCODE or scheme:code");
        }
        return new Port(
                code,
                row.get("name"),
                parseKind(row.get("kind")),
                row.get("country"),
                parseZone(row.get("zone")),
                parsePosition(row.get("latitude"), row.get("longitude")));
    }

    private static Optional<Port.Position> parsePosition(String latitude, String longitude) {
        if (latitude.isEmpty() && longitude.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Port.Position(parseDegrees(latitude, MAX_LATITUDE), parseDegrees(longitude, MAX_LONGITUDE)));
    }

    private static double parseDegrees(String text, double max) {
        try {
            double degrees = Double.parseDouble(text);
            if (Math.abs(degrees) <= max) {
                return degrees;
            }
        } catch (NumberFormatException e) {
            // Reported below, as a number out of range is.
        }
        throw new SettingsException("'" + text + "' are no degrees: write a number from -" + max + " to " + max
                + ", or leave latitude and longitude empty");
    }

    private static Port.Kind parseKind(String text) {
        try {
            return Port.Kind.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(
                    "'" + text + "' is no kind of facility: write one of " + Arrays.toString(Port.Kind.values()));
        }
    }

    private static ZoneId parseZone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new SettingsException("'" + text + "' is no time zone: write one such as Asia/Shanghai");
        }
    }
}
