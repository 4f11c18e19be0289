package dev.goldencorridor.reference;

import java.time.Duration;
import java.util.List;

/**
 * The thresholds of one alert type.
 *
 * @param thresholds minor, major, critical; null for a severity that is switched off
 */
record SeveritySteps(List<Duration> thresholds) {
    /** The highest severity whose threshold is reached, or -1 if none is. */
    int severity(Duration value) {
        int severity = -1;
        for (int i = 0; i < thresholds.size(); i++) {
            if (thresholds.get(i) != null && value.compareTo(thresholds.get(i)) >= 0) {
                severity = i;
            }
        }
        return severity;
    }

    boolean isReached(Duration value) {
        return severity(value) >= 0;
    }
}
