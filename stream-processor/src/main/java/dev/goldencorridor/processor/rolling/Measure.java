package dev.goldencorridor.processor.rolling;

/** A duration that is measured. The order is that of the stored form: add at the end. */
public enum Measure {
    /** Arrival to last release at a port. */
    CLEARANCE,
    /** First step of the clearance, after WCO's Time Release Study. */
    ARRIVAL_TO_LODGED,
    /** Second step of the clearance. */
    LODGED_TO_RELEASED,
    /** Arrival to departure at a facility. */
    DWELL
}
