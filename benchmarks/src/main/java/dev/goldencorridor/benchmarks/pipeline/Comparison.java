package dev.goldencorridor.benchmarks.pipeline;

import dev.goldencorridor.benchmarks.harness.Spread;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Measurements side by side: medians with their range, and ratios of runs of the same round. */
public final class Comparison {
    private final List<Measurement> measurements;

    Comparison(List<Measurement> measurements) {
        this.measurements = measurements;
    }

    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%n%-16s %28s %8s %22s %12s %20s %12s %7s %9s %9s %9s %15s %12s%n",
                "median",
                "events/s (range)",
                "start s",
                "cpu s/million: client",
                "broker",
                "second half: client",
                "broker",
                "gc s",
                "heap MiB",
                "RSS MiB",
                "state MiB",
                "changelog/event",
                "alerts/event");
        for (String what : kinds()) {
            List<Measurement> runs = of(what);
            Spread rate = spread(runs, Measurement::eventsPerSecond);
            out.printf(
                    Locale.ROOT,
                    "%-16s %,9.0f (%,.0f - %,.0f) %8.1f %22.2f %12.2f %20.2f %12.2f %7.1f %9.0f %9.0f %9.0f %15.2f %12.3f%n",
                    what,
                    rate.median(),
                    rate.lowest(),
                    rate.highest(),
                    median(runs, Measurement::startSeconds),
                    median(runs, run -> run.whole().clientPerMillion()),
                    median(runs, run -> run.whole().brokerPerMillion()),
                    median(runs, run -> run.secondHalf().clientPerMillion()),
                    median(runs, run -> run.secondHalf().brokerPerMillion()),
                    median(runs, Measurement::collectingSeconds),
                    median(runs, Measurement::peakHeapMib),
                    median(runs, Measurement::peakResidentMib),
                    median(runs, Measurement::stateMib),
                    median(runs, run -> run.written().changelogs()),
                    median(runs, run -> run.written().alerts()));
        }
        kinds().stream().filter(what -> !what.equals(RawRun.NAME)).forEach(what -> printRatio(out, what, RawRun.NAME));
        printRatio(out, "exactly_once_v2", "at_least_once");
        out.flush();
    }

    private void printRatio(PrintWriter out, String numerator, String denominator) {
        Spread.of(of(numerator).stream().flatMapToDouble(run -> of(denominator).stream()
                        .filter(other -> other.round() == run.round())
                        .mapToDouble(other -> run.eventsPerSecond() / other.eventsPerSecond())))
                .ifPresent(ratio -> out.printf(
                        Locale.ROOT,
                        "%s / %s: %.3f (%.3f - %.3f)%n",
                        numerator,
                        denominator,
                        ratio.median(),
                        ratio.lowest(),
                        ratio.highest()));
    }

    private Set<String> kinds() {
        return measurements.stream().map(Measurement::what).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<Measurement> of(String what) {
        return measurements.stream().filter(run -> run.what().equals(what)).toList();
    }

    private static double median(List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
        return spread(runs, figure).median();
    }

    private static Spread spread(List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
        return Spread.of(runs.stream().mapToDouble(figure)).orElseThrow();
    }
}
