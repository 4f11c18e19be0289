package dev.goldencorridor.simulator;

/** What can be made to go wrong with a run, and the type of the delay alert that it must lead to. */
public enum Disruption {
    /** Customs take more than 12 and less than 16 hours. */
    RELEASED_AFTER_12_HOURS("CLEARANCE_OVERDUE"),
    /** Customs take more than 16 and less than 24 hours. */
    RELEASED_AFTER_16_HOURS("CLEARANCE_OVERDUE"),
    /** Customs take more than 24 hours. */
    RELEASED_AFTER_24_HOURS("CLEARANCE_OVERDUE"),
    /** It leaves a place at least half an hour after its plan. */
    DEPARTED_LATE("DEPARTURE_LATE"),
    /** It comes to a place at least half an hour after its plan. */
    ARRIVED_LATE("ARRIVAL_LATE"),
    /** Released at the border port, it stands there for more than a day; its departure is planned anew at once. */
    DWELL_EXCEEDED("DWELL_EXCEEDED"),
    /** It leaves for the other side of the border and is never heard of again; nor is its plan withdrawn. */
    SILENT("TRAIN_SILENT"),
    /** Customs stop it for some hours. */
    HELD("CLEARANCE_HELD"),
    /** Customs refuse it, and some hours later let it go after all. */
    REFUSED("CLEARANCE_REFUSED");

    private final String alertType;

    Disruption(String alertType) {
        this.alertType = alertType;
    }

    /** As in {@code DelayAlert.type}. */
    public String alertType() {
        return alertType;
    }
}
