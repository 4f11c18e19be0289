package dev.goldencorridor.processor.alerts.rules;

/** The clearing cause of an alert. The names are part of the contract. */
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

    /** The number in stored bytes. It must never be given to another cause. */
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

    /** Whether the cause is an event of the train or of its clearance. */
    public boolean isEvent() {
        return this == RELEASED || this == DEPARTED || this == ARRIVED || this == REFUSED;
    }
}
