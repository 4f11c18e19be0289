package dev.goldencorridor.processor.alerts.rules;

/** Why an alert was cleared; the names are part of the contract. */
public enum ClearedCause {
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

    ClearedCause(int code) {
        this.code = code;
    }

    /** What stands for it in stored forms; never to be given to another. */
    public int code() {
        return code;
    }

    public static ClearedCause ofCode(int code) {
        for (ClearedCause cause : values()) {
            if (cause.code == code) {
                return cause;
            }
        }
        throw new IllegalArgumentException("no cause has the code " + code);
    }

    /** Whether it is something that the train did, or that was done with it. */
    public boolean isEvent() {
        return this == RELEASED || this == DEPARTED || this == ARRIVED || this == REFUSED;
    }
}
