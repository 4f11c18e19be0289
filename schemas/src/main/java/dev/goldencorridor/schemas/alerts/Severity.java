package dev.goldencorridor.schemas.alerts;

/** The severity of an alert, in rising order. The names are part of the contract. */
public enum Severity {
    MINOR(0),
    MAJOR(1),
    CRITICAL(2);

    private final int code;

    Severity(int code) {
        this.code = code;
    }

    /** The number in stored bytes. It must never be given to another severity. */
    public int code() {
        return code;
    }

    public static Severity ofCode(int code) {
        for (Severity severity : values()) {
            if (severity.code == code) {
                return severity;
            }
        }
        throw new IllegalArgumentException("no severity has the code " + code);
    }

    public static Severity greater(Severity one, Severity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
