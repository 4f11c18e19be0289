package dev.goldencorridor.simulator;

/** A kind of disruption, with the type of the delay alert that it must raise. */
public enum Disruption {
    /** Customs take more than 12 and less than 16 hours. */
    RELEASED_AFTER_12_HOURS("CLEARANCE_OVERDUE"),
    /** Customs take more than 16 and less than 24 hours. */
    RELEASED_AFTER_16_HOURS("CLEARANCE_OVERDUE"),
    /** Customs take more than 24 hours. */
    RELEASED_AFTER_24_HOURS("CLEARANCE_OVERDUE"),
    /** It departs at least half an hour after its plan. */
    DEPARTED_LATE("DEPARTURE_LATE"),
    /** It arrives at least half an hour after its plan. */
    ARRIVED_LATE("ARRIVAL_LATE"),
    /** Released at the border port, it stays there for more than a day. Its departure is planned again at once. */
    DWELL_EXCEEDED("DWELL_EXCEEDED"),
    /** It departs for the other side of the border and is not reported again. Its plan is not retracted. */
    SILENT("TRAIN_SILENT"),
    /** Customs hold it for some hours. */
    HELD("CLEARANCE_HELD"),
    /** Customs refuse it and release it some hours later. */
    REFUSED("CLEARANCE_REFUSED");

    private final String alertType;

    Disruption(String alertType) {
        this.alertType = alertType;
    }

    /** The value of {@code DelayAlert.type}. */
    public String alertType() {
        return alertType;
    }
}
