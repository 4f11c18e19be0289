package dev.goldencorridor.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.ClearanceRegime;
import dev.goldencorridor.schemas.RegimeLatency;
import dev.goldencorridor.schemas.StepDuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares clearance latencies with the recount. */
final class ClearanceAgreement {
    private static final long DAY_MILLIS = 86_400_000;

    private final Recount truth;

    ClearanceAgreement(Recount truth) {
        this.truth = truth;
    }

    void check(AggregateKey key, ClearanceLatency value) {
        Span span = truth.span(key.window());
        List<Recount.Interval> expected = truth.latencies(key.dimension(), span::holds);
        List<Recount.WaitingTrain> waiting = span.over()
                ? List.of()
                : truth.waiting(key.dimension()).stream()
                        .filter(Recount.WaitingTrain::awaiting)
                        .toList();
        WindowAgreement.identityAgrees(
                key, span, value.getDimension(), value.getId(), value.getWindow(), value.getPeriod());
        WindowAgreement.boundsAgree(truth.clock(), key, span, value.getWindowStart(), value.getWindowEnd());
        assertThat(value.getCount()).as(key.text()).isEqualTo(expected.size());
        assertThat(value.getOpen()).as(key.text()).isEqualTo(waiting.size());
        Double oldest = waiting.isEmpty() ? null : truth.ageSeconds(waiting.get(0));
        assertThat(value.getOldestOpenSeconds()).isEqualTo(oldest);
        long overdue = waiting.stream()
                .filter(train -> truth.ageSeconds(train) > 86_400)
                .count();
        long within =
                expected.stream().filter(one -> one.millis() <= DAY_MILLIS).count();
        assertThat(value.getWithin24hShare())
                .isEqualTo(expected.size() + overdue == 0 ? null : (double) within / (expected.size() + overdue));
        double longest =
                expected.isEmpty() ? -1 : expected.get(expected.size() - 1).millis() / 1000.0;
        double maximum = Math.max(longest, oldest == null ? -1 : oldest);
        assertThat(value.getMaxSeconds()).isEqualTo(maximum < 0 ? null : (Double) maximum);
        long sameDay = expected.stream().filter(Recount.Interval::sameDay).count();
        assertThat(value.getSameDayShare()).isEqualTo(expected.isEmpty() ? null : (double) sameDay / expected.size());
        QuantileAgreement.agree(
                key,
                expected.stream().map(Recount.Interval::millis).toList(),
                value.getMeanSeconds(),
                value.getP50Seconds(),
                value.getP90Seconds(),
                value.getP95Seconds(),
                value.getP99Seconds());
        stepsAgree(key, expected, value.getSteps());
        assertThat(value.getReleaseNotReported())
                .as(key.text())
                .isEqualTo(truth.unreleased(key.dimension(), span::holds).size());
        regimesAgree(key, expected, value.getRegimes());
    }

    private static void regimesAgree(AggregateKey key, List<Recount.Interval> expected, List<RegimeLatency> regimes) {
        Map<String, List<Long>> byRegime = new LinkedHashMap<>();
        for (ClearanceRegime regime : ClearanceRegime.values()) {
            List<Long> millis = expected.stream()
                    .filter(one -> one.regime() == regime)
                    .map(Recount.Interval::millis)
                    .toList();
            if (!millis.isEmpty()) {
                byRegime.put(regime.name(), millis);
            }
        }
        assertThat(regimes)
                .extracting(RegimeLatency::getRegime)
                .as(key.text())
                .containsExactlyElementsOf(byRegime.keySet());
        for (RegimeLatency regime : regimes) {
            List<Long> millis = byRegime.get(regime.getRegime());
            assertThat(regime.getCount()).as(key.text()).isEqualTo(millis.size());
            assertThat(regime.getMaxSeconds()).isEqualTo(millis.get(millis.size() - 1) / 1000.0);
            QuantileAgreement.agree(
                    key,
                    millis,
                    regime.getMeanSeconds(),
                    regime.getP50Seconds(),
                    regime.getP90Seconds(),
                    regime.getP95Seconds(),
                    regime.getP99Seconds());
        }
    }

    private static void stepsAgree(AggregateKey key, List<Recount.Interval> expected, List<StepDuration> steps) {
        List<Long> toLodged = new ArrayList<>();
        List<Long> toReleased = new ArrayList<>();
        for (Recount.Interval one : expected) {
            if (one.toLodged() != null) {
                toLodged.add(one.toLodged());
                toReleased.add(one.millis() - one.toLodged());
            }
        }
        if (toLodged.isEmpty()) {
            assertThat(steps).as(key.text()).isEmpty();
            return;
        }
        assertThat(steps).hasSize(2);
        stepAgrees(key, steps.get(0), "ARRIVAL_TO_LODGED", toLodged);
        stepAgrees(key, steps.get(1), "LODGED_TO_RELEASED", toReleased);
    }

    private static void stepAgrees(AggregateKey key, StepDuration step, String name, List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        assertThat(step.getStep()).isEqualTo(name);
        assertThat(step.getCount()).as(key.text()).isEqualTo(sorted.size());
        assertThat(step.getMaxSeconds()).isEqualTo(sorted.get(sorted.size() - 1) / 1000.0);
        QuantileAgreement.agree(
                key,
                sorted,
                step.getMeanSeconds(),
                step.getP50Seconds(),
                step.getP90Seconds(),
                step.getP95Seconds(),
                step.getP99Seconds());
    }
}
