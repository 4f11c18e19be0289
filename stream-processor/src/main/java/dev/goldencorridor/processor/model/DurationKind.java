package dev.goldencorridor.processor.model;

import java.util.List;

/** The kinds of duration that are measured. */
public enum DurationKind {
    /** Arrival to last release at a port. */
    CLEARANCE(0),
    /** First step of the clearance, after WCO's Time Release Study. */
    ARRIVAL_TO_LODGED(1),
    /** Second step of the clearance. */
    LODGED_TO_RELEASED(2),
    /** Arrival to departure at a facility. */
    DWELL(3),
    /** Departure at one facility to arrival at another. */
    TRANSIT(4),
    /** The part of {@link #CLEARANCE} that customs released at this border port. */
    CLEARANCE_BORDER(5),
    /** The part of {@link #CLEARANCE} that customs released at the origin or the destination. */
    CLEARANCE_FAST(6),
    /** Arrival to departure of a train that left a port without a reported release. */
    RELEASE_NOT_REPORTED(7),
    /** The part of {@link #CLEARANCE} of the trains that leave China. Expected times need it; it is not published. */
    CLEARANCE_OUTBOUND(8),
    /** The part of {@link #CLEARANCE} of the trains that come to China. */
    CLEARANCE_RETURN(9),
    /** The part of {@link #DWELL} at a port of the trains that leave China. */
    DWELL_OUTBOUND(10),
    /** The part of {@link #DWELL} at a port of the trains that come to China. */
    DWELL_RETURN(11);

    /** In the order of their codes. */
    public static final List<DurationKind> ALL = List.of(values());

    private final int code;

    DurationKind(int code) {
        this.code = code;
    }

    /** The clearance in a direction; the total if that direction is not measured. */
    public static DurationKind clearance(TravelDirection direction) {
        return switch (direction) {
            case OUTBOUND -> CLEARANCE_OUTBOUND;
            case RETURN -> CLEARANCE_RETURN;
            case DOMESTIC -> CLEARANCE;
        };
    }

    /** The dwell at a port in a direction; the total if that direction is not measured. */
    public static DurationKind dwell(TravelDirection direction) {
        return switch (direction) {
            case OUTBOUND -> DWELL_OUTBOUND;
            case RETURN -> DWELL_RETURN;
            case DOMESTIC -> DWELL;
        };
    }

    /** The code in stored bytes, which is the index in {@link #ALL}. A code is never reused. */
    public int code() {
        return code;
    }

    public static DurationKind ofCode(int code) {
        if (code >= 0 && code < ALL.size()) {
            return ALL.get(code);
        }
        throw new IllegalArgumentException("no measure has the code " + code);
    }
}
