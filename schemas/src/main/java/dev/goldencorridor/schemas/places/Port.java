package dev.goldencorridor.schemas.places;

import java.time.ZoneId;

/**
 * A row of the port catalogue.
 *
 * @param code UN/LOCODE, or {@code scheme:code} where a place has none
 * @param name what people call it
 * @param kind whether a trip there is a border handover or a run of an operator line
 * @param country ISO 3166-1 alpha-2
 * @param zone the zone whose civil date is the port's own (all of China: Asia/Shanghai)
 */
public record Port(String code, String name, Kind kind, String country, ZoneId zone) {
    /** What a facility is counted as. */
    public enum Kind {
        /** Its trips are border handovers; the network is the sum of these. */
        BORDER_PORT,
        /** Its trips are runs of operator lines. */
        HUB
    }
}
