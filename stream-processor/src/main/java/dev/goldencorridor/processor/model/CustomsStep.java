package dev.goldencorridor.processor.model;

/** A step of a clearance. The names are those of the contract. */
public enum CustomsStep {
    LODGED(1),
    SELECTED_SCAN(2),
    SELECTED_INSPECTION(3),
    HOLD(4),
    RELEASED(5),
    REFUSED(6);

    private final int code;

    CustomsStep(int code) {
        this.code = code;
    }

    /** The code in stored bytes, never 0. A code is never reused. */
    int code() {
        return code;
    }

    static CustomsStep ofCode(int code) {
        for (CustomsStep step : values()) {
            if (step.code == code) {
                return step;
            }
        }
        throw new IllegalArgumentException("no customs step has the code " + code);
    }
}
