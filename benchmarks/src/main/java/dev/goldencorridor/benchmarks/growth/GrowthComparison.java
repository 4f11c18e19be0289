package dev.goldencorridor.benchmarks.growth;

import dev.goldencorridor.benchmarks.harness.Spread;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Each case divided by the base of the same round: median and range over the rounds. Figures are those of the second
 * half of the events.
 */
final class GrowthComparison {
    private final List<GrowthMeasurement> measurements;
    private final List<Case> bases;

    GrowthComparison(List<GrowthMeasurement> measurements, List<Case> bases) {
        this.measurements = measurements;
        this.bases = bases;
    }

    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%nmedian (range) of the ratios to the base of the same round%n%s %-16s %20s %20s %20s%n",
                Case.heading(),
                "guarantee",
                "events/s",
                "client cpu",
                "broker cpu");
        measurements.stream()
                .filter(measurement -> !bases.contains(measurement.grown()))
                .map(measurement -> new Kind(measurement.grown(), measurement.guarantee()))
                .distinct()
                .forEach(kind -> print(kind, out));
        out.flush();
    }

    private record Kind(Case grown, String guarantee) {}

    private void print(Kind kind, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s %-16s %20s %20s %20s%n",
                kind.grown.line(),
                kind.guarantee,
                ratios(kind, run -> run.watched().secondHalf().eventsPerSecond()),
                ratios(kind, run -> run.watched().secondHalf().clientPerMillion()),
                ratios(kind, run -> run.watched().secondHalf().brokerPerMillion()));
    }

    private String ratios(Kind kind, ToDoubleFunction<GrowthMeasurement> figure) {
        return Spread.of(measurements.stream()
                        .filter(run -> run.grown().equals(kind.grown)
                                && run.guarantee().equals(kind.guarantee))
                        .flatMapToDouble(run -> baseOf(run).stream()
                                .mapToDouble(base -> figure.applyAsDouble(run) / figure.applyAsDouble(base))))
                .map(ratio -> String.format(
                        Locale.ROOT, "%.2f (%.2f - %.2f)", ratio.median(), ratio.lowest(), ratio.highest()))
                .orElse("no base");
    }

    private Optional<GrowthMeasurement> baseOf(GrowthMeasurement run) {
        return measurements.stream()
                .filter(other -> bases.contains(other.grown())
                        && other.grown().isLimited() == run.grown().isLimited()
                        && other.guarantee().equals(run.guarantee())
                        && other.round() == run.round())
                .findFirst();
    }
}
