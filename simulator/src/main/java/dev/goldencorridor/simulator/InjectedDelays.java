package dev.goldencorridor.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * With how many runs something goes wrong on purpose. Which runs and what is decided by the plan's seed.
 *
 * @param runs with so many whose delay begins and shows within the plan, each {@link Disruption} about as often as the
 *     others; 0 for none
 * @param share with this share of all runs, a fraction 0–1, whether or not all of it shows within the plan. A run then
 *     fares the same in every plan that has its seed, scale and share. Not both
 */
public record InjectedDelays(int runs, double share) {
    public static final InjectedDelays NONE = new InjectedDelays(0, 0);
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
    private static final Pattern COUNT = Pattern.compile("\\d{1,6}");

    public InjectedDelays {
        if (runs < 0 || !(share >= 0 && share <= 1) || (runs > 0 && share > 0)) {
            throw new IllegalArgumentException(
                    "delays: neither a number of runs nor a share of 0 to 1: " + runs + ", " + share);
        }
    }

    public static InjectedDelays ofRuns(int runs) {
        return new InjectedDelays(runs, 0);
    }

    public static InjectedDelays ofShare(double share) {
        return new InjectedDelays(0, share);
    }

    /** Reads a number of runs (12) or a share of all (5%); throws IllegalArgumentException if it is neither. */
    public static InjectedDelays parse(String text) {
        Matcher percent = PERCENT.matcher(text);
        if (percent.matches() && Double.parseDouble(percent.group(1)) <= 100) {
            return ofShare(Double.parseDouble(percent.group(1)) / 100);
        }
        if (COUNT.matcher(text).matches()) {
            return ofRuns(Integer.parseInt(text));
        }
        throw new IllegalArgumentException(
                "delays: '" + text + "' is neither a number of trains, such as 12, nor a share of them, such as 5%");
    }
}
