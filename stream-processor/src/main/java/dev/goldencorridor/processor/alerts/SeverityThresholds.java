package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.runtime.settings.Durations;
import java.time.Duration;

/**
 * From which duration on, in milliseconds, an alert has which severity. They do not fall from one to the next.
 *
 * @param minor {@link #UNWANTED} if there is no such step; likewise the others
 */
public record SeverityThresholds(long minor, long major, long critical) {
    static final long UNWANTED = Long.MAX_VALUE;

    private static final Duration LONGEST = Duration.ofDays(3650);

    /**
     * Reads {@code 12h,16h,24h}; {@code -} for a step that is not wanted.
     *
     * @throws IllegalArgumentException if it is not such a list
     */
    public static SeverityThresholds parse(String text) {
        String[] steps = text.split(",", -1);
        if (steps.length != 3) {
            throw new IllegalArgumentException("three steps are needed, minor, major and critical, as in 12h,16h,24h or"
                    + " 30m,-,2h: '" + text + "'");
        }
        return of(steps[0], steps[1], steps[2]);
    }

    static SeverityThresholds of(String minor, String major, String critical) {
        SeverityThresholds steps = new SeverityThresholds(step(minor), step(major), step(critical));
        long before = 0;
        for (long step : new long[] {steps.minor, steps.major, steps.critical}) {
            if (step != UNWANTED) {
                if (step < before) {
                    throw new IllegalArgumentException("a step is shorter than the one before it: " + minor.trim() + ","
                            + major.trim() + "," + critical.trim());
                }
                before = step;
            }
        }
        return steps;
    }

    private static long step(String text) {
        if (text.trim().equals("-")) {
            return UNWANTED;
        }
        Duration step = Durations.parse(text);
        if (step.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("too long a step: '" + text + "'");
        }
        return step.toMillis();
    }

    /** Where an alert is raised; {@link #UNWANTED} if it never is. */
    long first() {
        return Math.min(minor, Math.min(major, critical));
    }

    /** Null if it is below the first step. */
    Severity severity(long millis) {
        if (millis >= critical && critical != UNWANTED) {
            return Severity.CRITICAL;
        }
        if (millis >= major && major != UNWANTED) {
            return Severity.MAJOR;
        }
        return millis >= minor && minor != UNWANTED ? Severity.MINOR : null;
    }

    long step(Severity severity) {
        return switch (severity) {
            case MINOR -> minor;
            case MAJOR -> major;
            case CRITICAL -> critical;
        };
    }

    /** The first step of a greater severity; {@link #UNWANTED} if there is none. */
    long above(Severity severity) {
        return switch (severity) {
            case MINOR -> Math.min(major, critical);
            case MAJOR -> critical;
            case CRITICAL -> UNWANTED;
        };
    }
}
