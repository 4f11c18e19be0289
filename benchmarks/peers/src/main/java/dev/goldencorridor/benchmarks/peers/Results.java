package dev.goldencorridor.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** All outcomes, as a file of every run and as a table of medians. */
final class Results {
    private static final String HEADER = "round,contender,trips,seconds,trips_per_second,ratio_to_corridor_rolling,"
            + "output_records,client_cpu_seconds_per_million,broker_cpu_seconds_per_million,restart_seconds,verdict,fault";

    private final List<Outcome> outcomes = new ArrayList<>();

    void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    boolean areAllRight() {
        return !outcomes.isEmpty() && outcomes.stream().allMatch(Outcome::isRight);
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        outcomes.forEach(outcome -> lines.add(String.join(
                ",",
                Integer.toString(outcome.round()),
                outcome.contender().label(),
                Long.toString(outcome.trips()),
                number("%.3f", outcome.seconds()),
                number("%.0f", outcome.tripsPerSecond()),
                number("%.4f", ratio(outcome)),
                Long.toString(outcome.outputs()),
                number("%.3f", outcome.clientCpuPerMillion()),
                number("%.3f", outcome.brokerCpuPerMillion()),
                number("%.3f", outcome.restartSeconds()),
                outcome.isRight() ? "right" : "WRONG",
                outcome.isRight() ? "" : '"' + outcome.fault().replace('"', '\'') + '"')));
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }

    /** Medians, with the lowest and the highest where there are several. */
    List<String> table() {
        String format = "%-17s %9s  %-30s %-24s %10s %10s %11s  %s";
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                format,
                "contender",
                "trips",
                "trips/s",
                "ratio",
                "client CPU",
                "broker CPU",
                "restart s",
                "note"));
        Contender.ALL.forEach(contender -> {
            List<Outcome> own = outcomes.stream()
                    .filter(outcome -> outcome.contender().equals(contender))
                    .toList();
            if (!own.isEmpty()) {
                lines.add(String.format(
                        Locale.ROOT,
                        format,
                        contender.label(),
                        own.get(0).trips(),
                        spread("%,.0f", own, Outcome::tripsPerSecond),
                        spread("%.3f", own, this::ratio),
                        median("%.2f", own, Outcome::clientCpuPerMillion),
                        median("%.2f", own, Outcome::brokerCpuPerMillion),
                        median("%.1f", own, Outcome::restartSeconds),
                        verdict(own) + contender.note()));
            }
        });
        lines.add("");
        lines.add("Medians [lowest – highest]; CPU in seconds per million trips.");
        outcomes.stream()
                .filter(outcome -> !outcome.isRight())
                .forEach(outcome -> lines.add("WRONG: " + outcome.contender().label() + " in round " + outcome.round()
                        + ": " + outcome.fault()));
        return lines;
    }

    private static String verdict(List<Outcome> outcomes) {
        return outcomes.stream().allMatch(Outcome::isRight) ? "" : "WRONG; ";
    }

    /** To our windows in the same round; NaN if they did not run in it. */
    private double ratio(Outcome outcome) {
        return outcomes.stream()
                .filter(base -> base.contender().equals(Contender.BASE) && base.round() == outcome.round())
                .mapToDouble(base -> outcome.tripsPerSecond() / base.tripsPerSecond())
                .findFirst()
                .orElse(Double.NaN);
    }

    private static String spread(String format, List<Outcome> outcomes, ToDoubleFunction<Outcome> measure) {
        double[] sorted = sorted(outcomes, measure);
        String median = median(format, outcomes, measure);
        return sorted.length < 2
                ? median
                : median + " [" + number(format, sorted[0]) + " – " + number(format, sorted[sorted.length - 1]) + "]";
    }

    private static String median(String format, List<Outcome> outcomes, ToDoubleFunction<Outcome> measure) {
        double[] sorted = sorted(outcomes, measure);
        if (sorted.length == 0) {
            return "-";
        }
        int middle = sorted.length / 2;
        return number(format, sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    private static double[] sorted(List<Outcome> outcomes, ToDoubleFunction<Outcome> measure) {
        return outcomes.stream()
                .filter(Outcome::isRight)
                .mapToDouble(measure)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }
}
