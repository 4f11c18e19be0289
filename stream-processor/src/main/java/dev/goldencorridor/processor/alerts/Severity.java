package dev.goldencorridor.processor.alerts;

/** How bad it is, in rising order; the names are part of the contract. */
enum Severity {
    MINOR(0),
    MAJOR(1),
    CRITICAL(2);

    private final int code;

    Severity(int code) {
        this.code = code;
    }

    /** What stands for it in stored forms; never to be given to another. */
    int code() {
        return code;
    }

    static Severity ofCode(int code) {
        for (Severity severity : values()) {
            if (severity.code == code) {
                return severity;
            }
        }
        throw new IllegalArgumentException("no severity has the code " + code);
    }

    static Severity greater(Severity one, Severity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
