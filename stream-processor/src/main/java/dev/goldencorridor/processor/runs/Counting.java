package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.model.Route;
import dev.goldencorridor.schemas.places.Port;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.io.DataInput;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The version of the port catalogue by which a run is counted, and the counting rules of the release. It is stored, so
 * that a retraction subtracts exactly the measurements that were added. Immutable.
 *
 * @param zones the zones of the border ports, by facility code
 * @param hubs the other facilities of the catalogue
 * @param rules the definitions of the release that counts
 * @param orderToleranceMillis by how much a departure may precede the arrival of its own call
 */
record Counting(Map<String, ZoneId> zones, Set<String> hubs, CountingRules rules, long orderToleranceMillis) {
    private static final byte VERSION = 2;
    /** It has a flag in place of the rules, and no tolerance. */
    private static final byte FORMER_VERSION = 1;

    static Counting of(PortCatalogue catalogue, Duration orderTolerance) {
        Map<String, ZoneId> zones = new HashMap<>();
        Set<String> hubs = new HashSet<>();
        for (Port port : catalogue.all()) {
            if (port.kind() == Port.Kind.BORDER_PORT) {
                zones.put(port.code(), port.zone());
            } else {
                hubs.add(port.code());
            }
        }
        return new Counting(zones, hubs, CountingRules.PRESENT, orderTolerance.toMillis());
    }

    /** Returns the counting of the former release by the same catalogue. */
    Counting ofFormerRelease() {
        return new Counting(zones, hubs, CountingRules.DOMESTIC_ANYWHERE, 0);
    }

    boolean isBorderPort(String facility) {
        return zones.containsKey(facility);
    }

    /** Returns the zone whose civil date counts at a border port. */
    ZoneId zone(String facility) {
        return zones.getOrDefault(facility, ZoneOffset.UTC);
    }

    boolean isInCatalogue(String facility) {
        return zones.containsKey(facility) || hubs.contains(facility);
    }

    /** Whether both turn reports into calls and measurements by the same definitions. */
    boolean hasRulesOf(Counting other) {
        return rules == other.rules && orderToleranceMillis == other.orderToleranceMillis;
    }

    /** Whether both counting versions count a facility alike. */
    boolean agrees(Counting other, String facility) {
        return zone(facility).equals(other.zone(facility))
                && isBorderPort(facility) == other.isBorderPort(facility)
                && hubs.contains(facility) == other.hubs.contains(facility);
    }

    /**
     * Whether the number of such dimensions is limited, since the dimension contains a facility outside the catalogue.
     */
    boolean limits(Dimension dimension) {
        if (dimension.isHub()) {
            return !isInCatalogue(dimension.id());
        }
        return dimension.isRoute()
                && !dimension.route().map(this::joinsTwoOfCatalogue).orElse(false);
    }

    private boolean joinsTwoOfCatalogue(Route route) {
        return isInCatalogue(route.origin()) && isInCatalogue(route.destination());
    }

    /** Returns the dimension of a route. Former releases gave it another id if its hyphen has two readings. */
    Dimension dimension(Route route) {
        return rules.isOneCall() ? new Dimension(Dimension.ROUTE, route.formerId()) : Dimension.of(route);
    }

    byte[] toBytes() {
        return BinaryCodec.write(32 * zones.size() + 16 * hubs.size(), out -> {
            out.writeByte(VERSION);
            out.writeByte(rules.code());
            VarLong.write(out, orderToleranceMillis);
            VarLong.write(out, zones.size());
            for (Map.Entry<String, ZoneId> port : new TreeMap<>(zones).entrySet()) {
                out.writeUTF(port.getKey());
                out.writeUTF(port.getValue().getId());
            }
            VarLong.write(out, hubs.size());
            for (String hub : new TreeSet<>(hubs)) {
                out.writeUTF(hub);
            }
        });
    }

    static Counting fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "a stored port catalogue", in -> {
            byte version = in.readByte();
            if (version != VERSION && version != FORMER_VERSION) {
                throw new IOException(
                        "version " + version + "; this release reads versions " + FORMER_VERSION + " and " + VERSION);
            }
            CountingRules rules = version == VERSION ? CountingRules.ofCode(in.readByte()) : readFormerRules(in);
            long tolerance = version == VERSION ? VarLong.read(in) : 0;
            Map<String, ZoneId> zones = new HashMap<>();
            for (long left = VarLong.read(in); left > 0; left--) {
                zones.put(in.readUTF(), ZoneId.of(in.readUTF()));
            }
            Set<String> hubs = new HashSet<>();
            for (long left = VarLong.read(in); left > 0; left--) {
                hubs.add(in.readUTF());
            }
            return new Counting(zones, hubs, rules, tolerance);
        });
    }

    private static CountingRules readFormerRules(DataInput in) throws IOException {
        boolean countsDomesticAnywhere = in.readBoolean();
        return countsDomesticAnywhere ? CountingRules.DOMESTIC_ANYWHERE : CountingRules.ONE_CALL;
    }
}
