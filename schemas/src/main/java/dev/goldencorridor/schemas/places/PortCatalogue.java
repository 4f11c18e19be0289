package dev.goldencorridor.schemas.places;

import dev.goldencorridor.schemas.settings.CommonSettings;
import dev.goldencorridor.schemas.settings.Settings;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** What is known of each facility. One that is not listed counts as a hub; its zone is then UTC. Immutable. */
public final class PortCatalogue {
    private final Map<String, Port> ports;

    private PortCatalogue(List<Port> ports) {
        Map<String, Port> byCode = new LinkedHashMap<>();
        ports.forEach(port -> byCode.put(port.code(), port));
        this.ports = Map.copyOf(byCode);
    }

    /** The catalogue that comes with the contract. */
    public static PortCatalogue builtIn() {
        return with(Optional.empty());
    }

    /** The built-in catalogue and, where {@link CommonSettings#PORTS_FILE_CONFIG} names a file, its rows, which replace built-in ones. */
    public static PortCatalogue of(Settings settings) {
        return with(settings.path(CommonSettings.PORTS_FILE_CONFIG));
    }

    private static PortCatalogue with(Optional<Path> file) {
        List<Port> rows = PlacesCsv.builtIn("ports.csv", PortCatalogue::row);
        file.ifPresent(path -> rows.addAll(PlacesCsv.file(path, PortCatalogue::row)));
        return new PortCatalogue(rows);
    }

    public boolean isBorderPort(String facility) {
        Port port = ports.get(facility);
        return port != null && port.kind() == Port.Kind.BORDER_PORT;
    }

    /** The zone whose civil date counts at the facility. */
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

    private static Port row(CSVRecord row) {
        return new Port(
                row.get("code"),
                row.get("name"),
                Port.Kind.valueOf(row.get("kind")),
                row.get("country"),
                ZoneId.of(row.get("zone")));
    }
}
