package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.model.CustomsStep;
import dev.goldencorridor.processor.model.TravelDirection;

/** The kind of a report. */
enum ReportKind {
    DEPARTURE(0),
    ARRIVAL(1),
    LODGED(2),
    SELECTED_SCAN(3),
    SELECTED_INSPECTION(4),
    HOLD(5),
    RELEASED(6),
    REFUSED(7),
    PLANNED_DEPARTURE(8),
    PLANNED_ARRIVAL(9),
    DELAY_CAUSE(10),
    /** Released at the origin or the destination, not at the border port (railway fast clearance). */
    RELEASED_FAST(11),
    ESTIMATED_DEPARTURE(12),
    ESTIMATED_ARRIVAL(13);

    private final int code;

    ReportKind(int code) {
        this.code = code;
    }

    /** Returns the code in stored bytes. A code is never reused for another kind. */
    int code() {
        return code;
    }

    static ReportKind ofCode(int code) {
        for (ReportKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind has the code " + code);
    }

    /** Returns the kind that counts as a trip in a direction. Only reports of this kind need their consist. */
    static ReportKind ofTrip(TravelDirection direction) {
        return direction == TravelDirection.RETURN ? ARRIVAL : DEPARTURE;
    }

    /** Whether it is a sign of the train: the train did something, or customs did something with it. */
    boolean isTrainEvent() {
        return !isPlan() && !isEstimate() && this != DELAY_CAUSE;
    }

    /** Returns the step of the clearance; null if it is none. */
    CustomsStep customsStep() {
        return switch (this) {
            case LODGED -> CustomsStep.LODGED;
            case SELECTED_SCAN -> CustomsStep.SELECTED_SCAN;
            case SELECTED_INSPECTION -> CustomsStep.SELECTED_INSPECTION;
            case HOLD -> CustomsStep.HOLD;
            case RELEASED, RELEASED_FAST -> CustomsStep.RELEASED;
            case REFUSED -> CustomsStep.REFUSED;
            case DEPARTURE,
                    ARRIVAL,
                    PLANNED_DEPARTURE,
                    PLANNED_ARRIVAL,
                    DELAY_CAUSE,
                    ESTIMATED_DEPARTURE,
                    ESTIMATED_ARRIVAL -> null;
        };
    }

    boolean isEstimate() {
        return this == ESTIMATED_DEPARTURE || this == ESTIMATED_ARRIVAL;
    }

    boolean isPlan() {
        return this == PLANNED_DEPARTURE || this == PLANNED_ARRIVAL;
    }
}
