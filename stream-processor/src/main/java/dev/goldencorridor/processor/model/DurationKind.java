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
    RELEASE_NOT_REPORTED(7);

    /** In the order of their codes. */
    public static final List<DurationKind> ALL = List.of(values());

    private final int code;

    DurationKind(int code) {
        this.code = code;
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
