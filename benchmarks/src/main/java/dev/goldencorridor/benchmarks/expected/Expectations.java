package dev.goldencorridor.benchmarks.expected;

import dev.goldencorridor.schemas.TrainRunStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Compares expected times with what happened, by event and basis. */
final class Expectations {
    private final Map<String, Expectation> first = new LinkedHashMap<>();

    /**
     * The first expectation of an event.
     *
     * @param p10At null without a distribution; likewise {@code p90At}
     */
    private record Expectation(String event, String basis, Instant at, Instant p10At, Instant p90At) {}

    /**
     * What happened.
     *
     * @param plannedAt null if it was not planned
     */
    record Outcome(Instant occurredAt, Instant plannedAt) {}

    /** The key of an event of a run. */
    static String key(String run, String facility, String event) {
        return run + " " + facility + " " + event;
    }

    /** Keeps the expectation of the next event, if it is the first one of that event. */
    void add(TrainRunStatus status, Instant p10At) {
        if (status.getNextExpectedAt() != null) {
            first.putIfAbsent(
                    key(status.getTrainRunId(), status.getNextFacility(), status.getNextEvent()),
                    new Expectation(
                            status.getNextEvent(),
                            status.getExpectedBasis(),
                            status.getNextExpectedAt(),
                            p10At,
                            status.getNextExpectedP90At()));
        }
    }

    /** Prints one line for each event and basis. */
    void print(PrintWriter out, Map<String, Outcome> outcomes) {
        Map<String, List<double[]>> errors = new TreeMap<>();
        first.forEach((key, expectation) -> {
            Outcome outcome = outcomes.get(key);
            if (outcome != null) {
                errors.computeIfAbsent(expectation.event + " by " + expectation.basis, row -> new ArrayList<>())
                        .add(errors(expectation, outcome));
            }
        });
        out.printf(
                Locale.ROOT,
                "%-26s %8s %12s %12s %10s %10s %12s %12s%n",
                "next event",
                "events",
                "MAE min",
                "median min",
                "below p10",
                "above p90",
                "with plan",
                "MAE of plan");
        errors.forEach((row, values) -> print(out, row, values));
    }

    /** The minutes by which expectation and plan were wrong, and on which side the event missed the interval. */
    private static double[] errors(Expectation expectation, Outcome outcome) {
        boolean hasInterval = expectation.p10At != null && expectation.p90At != null;
        return new double[] {
            minutes(expectation.at, outcome.occurredAt),
            hasInterval ? share(outcome.occurredAt.isBefore(expectation.p10At)) : Double.NaN,
            hasInterval ? share(outcome.occurredAt.isAfter(expectation.p90At)) : Double.NaN,
            outcome.plannedAt == null ? Double.NaN : minutes(outcome.plannedAt, outcome.occurredAt)
        };
    }

    private static double mean(List<double[]> values, int column) {
        return values.stream()
                .mapToDouble(value -> value[column])
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    private static double share(boolean counts) {
        return counts ? 1 : 0;
    }

    private static double minutes(Instant one, Instant other) {
        return Math.abs(Duration.between(one, other).toMillis()) / 60_000.0;
    }

    private static void print(PrintWriter out, String row, List<double[]> values) {
        double[] own = values.stream().mapToDouble(value -> value[0]).sorted().toArray();
        double[] planned = values.stream()
                .filter(value -> !Double.isNaN(value[3]))
                .mapToDouble(value -> value[3])
                .toArray();
        double ownWherePlanned = values.stream()
                .filter(value -> !Double.isNaN(value[3]))
                .mapToDouble(value -> value[0])
                .average()
                .orElse(Double.NaN);
        out.printf(
                Locale.ROOT,
                "%-26s %8d %12.1f %12.1f %10.3f %10.3f %12.1f %12.1f%n",
                row,
                own.length,
                Arrays.stream(own).average().orElse(Double.NaN),
                own[own.length / 2],
                mean(values, 1),
                mean(values, 2),
                ownWherePlanned,
                Arrays.stream(planned).average().orElse(Double.NaN));
    }
}
