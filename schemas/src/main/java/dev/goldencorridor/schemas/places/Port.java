package dev.goldencorridor.schemas.places;

import java.time.ZoneId;
import java.util.Optional;

/**
 * A row of the port catalogue.
 *
 * @param code UN/LOCODE, or {@code scheme:code} where a place has none
 * @param name its usual name
 * @param kind whether its trips are border handovers or runs of operator lines
 * @param country ISO 3166-1 alpha-2
 * @param zone the time zone whose civil date applies (Asia/Shanghai in all of China)
 * @param position where it is, for maps; empty if the row has no coordinates
 */
public record Port(String code, String name, Kind kind, String country, ZoneId zone, Optional<Position> position) {
    /**
     * A position on the earth (WGS 84).
     *
     * @param latitude degrees north, from -90 to 90
     * @param longitude degrees east, from -180 to 180
     */
    public record Position(double latitude, double longitude) {}

    /** How the trips of a facility are counted. */
    public enum Kind {
        /** Its trips are border handovers. The network's trips are their sum. */
        BORDER_PORT,
        /** Its trips are runs of operator lines. */
        HUB
    }
}
