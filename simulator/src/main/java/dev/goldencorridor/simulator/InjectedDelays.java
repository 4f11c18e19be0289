package dev.goldencorridor.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many runs are disrupted. The seed of the plan chooses the runs and the disruptions.
 *
 * @param runs the number of runs whose delay begins and shows within the plan; every {@link Disruption} is about
 *     equally frequent; 0 for none
 * @param share the share of all runs, a fraction 0 to 1, whether or not the delay shows within the plan. A run
 *     then has the same delay in every plan with the same seed, scale and share. Runs and share exclude each other
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
