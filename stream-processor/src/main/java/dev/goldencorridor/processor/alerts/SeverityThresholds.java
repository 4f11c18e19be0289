package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.runtime.settings.Durations;
import dev.goldencorridor.schemas.alerts.Severity;
import java.time.Duration;

/**
 * The shortest delay of each severity, in milliseconds. Steps that are wanted do not fall from one to the next.
 *
 * @param minor {@link #UNWANTED} if there is no such step; likewise the others
 */
public record SeverityThresholds(long minor, long major, long critical) {
    static final long UNWANTED = Long.MAX_VALUE;

    private static final Duration MAX_STEP = Duration.ofDays(3650);

    /**
     * Parses a list such as {@code 12h,16h,24h}. A {@code -} means that the step is not wanted.
     *
     * @throws IllegalArgumentException if the text is no such list
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
        SeverityThresholds thresholds = new SeverityThresholds(step(minor), step(major), step(critical));
        long previous = 0;
        for (long step : new long[] {thresholds.minor, thresholds.major, thresholds.critical}) {
            if (step != UNWANTED) {
                if (step < previous) {
                    throw new IllegalArgumentException("a step is shorter than the one before it: " + minor.trim() + ","
                            + major.trim() + "," + critical.trim());
                }
                previous = step;
            }
        }
        return thresholds;
    }

    private static long step(String text) {
        if (text.trim().equals("-")) {
            return UNWANTED;
        }
        Duration step = Durations.parse(text);
        if (step.compareTo(MAX_STEP) > 0) {
            throw new IllegalArgumentException("too long a step: '" + text + "'");
        }
        return step.toMillis();
    }

    /** The step at which an alert is raised; {@link #UNWANTED} if it never is. */
    long first() {
        return Math.min(minor, Math.min(major, critical));
    }

    /** Null if the delay is below the first step. */
    Severity severity(long delay) {
        if (delay >= critical && critical != UNWANTED) {
            return Severity.CRITICAL;
        }
        if (delay >= major && major != UNWANTED) {
            return Severity.MAJOR;
        }
        return delay >= minor && minor != UNWANTED ? Severity.MINOR : null;
    }

    long step(Severity severity) {
        return switch (severity) {
            case MINOR -> minor;
            case MAJOR -> major;
            case CRITICAL -> critical;
        };
    }

    /** The first step of a higher severity; {@link #UNWANTED} if there is none. */
    long above(Severity severity) {
        return switch (severity) {
            case MINOR -> Math.min(major, critical);
            case MAJOR -> critical;
            case CRITICAL -> UNWANTED;
        };
    }

    /** The text is part of a stored fingerprint and must not change, whatever the class is called. */
    String fingerprintText() {
        return "Steps[minor=" + minor + ", major=" + major + ", critical=" + critical + "]";
    }
}
