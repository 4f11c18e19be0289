package dev.goldencorridor.processor.runs;

/**
 * The definitions by which a release turns reports into measurements. A run that was counted by former rules is
 * recounted: the measurements by its own rules are subtracted, and those by the present ones are added.
 */
enum CountingRules {
    /** A domestic trip counts on its route at each facility. */
    DOMESTIC_ANYWHERE(0),
    /** One call a visit. The last release counts, whatever follows. A train without a release stays open. */
    ONE_CALL(1),
    /** Clearance and dwell at a port do not count by direction. */
    WITHOUT_DIRECTIONS(2),
    /** The definitions of this release. */
    PRESENT(3);

    private final int code;

    CountingRules(int code) {
        this.code = code;
    }

    /** Whether a visit is one call, as in the releases before {@link #WITHOUT_DIRECTIONS}. */
    boolean isOneCall() {
        return this == DOMESTIC_ANYWHERE || this == ONE_CALL;
    }

    /** The code in stored bytes. A code is never reused. */
    int code() {
        return code;
    }

    static CountingRules ofCode(int code) {
        for (CountingRules rules : values()) {
            if (rules.code == code) {
                return rules;
            }
        }
        throw new IllegalArgumentException("no counting rules have the code " + code);
    }
}
