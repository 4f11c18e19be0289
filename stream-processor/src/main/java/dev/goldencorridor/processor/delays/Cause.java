package dev.goldencorridor.processor.delays;

/** Why an alert was cleared; the names are part of the contract. */
enum Cause {
    RELEASED(0),
    DEPARTED(1),
    ARRIVED(2),
    REFUSED(3),
    CANCELLED(4),
    RETRACTED(5),
    PLAN_CHANGED(6),
    CORRECTED(7),
    THRESHOLDS_CHANGED(8),
    REOPENED(9),
    EXPIRED(10);

    private final int code;

    Cause(int code) {
        this.code = code;
    }

    /** What stands for it in stored forms; never to be given to another. */
    int code() {
        return code;
    }

    static Cause ofCode(int code) {
        for (Cause cause : values()) {
            if (cause.code == code) {
                return cause;
            }
        }
        throw new IllegalArgumentException("no cause has the code " + code);
    }

    /** Whether it is something that the train did, or that was done with it. */
    boolean isEvent() {
        return this == RELEASED || this == DEPARTED || this == ARRIVED || this == REFUSED;
    }
}
