package dev.goldencorridor.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.goldencorridor.schemas.DurationStatistics;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Compares dwells or transits with the recount. */
final class DurationAgreement {
    private final Recount truth;

    DurationAgreement(Recount truth) {
        this.truth = truth;
    }

    void check(
            AggregateKey key,
            DurationStatistics value,
            BiFunction<String, Predicate<Instant>, List<Recount.Interval>> recounted) {
        Span span = truth.span(key.window());
        List<Long> expected = recounted.apply(key.dimension(), span::holds).stream()
                .map(Recount.Interval::millis)
                .toList();
        List<Long> base = recounted.apply(key.dimension(), span::baseHolds).stream()
                .map(Recount.Interval::millis)
                .toList();
        WindowAgreement.identityAgrees(
                key, span, value.getDimension(), value.getId(), value.getWindow(), value.getPeriod());
        Routes.endsAgree(key, value.getOrigin(), value.getDestination());
        WindowAgreement.boundsAgree(truth.clock(), key, span, value.getWindowStart(), value.getWindowEnd());
        assertThat(value.getCount()).as(key.text()).isEqualTo(expected.size());
        assertThat(value.getMaxSeconds())
                .isEqualTo(expected.isEmpty() ? null : (Double) (expected.get(expected.size() - 1) / 1000.0));
        QuantileAgreement.agree(
                key,
                expected,
                value.getMeanSeconds(),
                value.getP50Seconds(),
                value.getP90Seconds(),
                value.getP95Seconds(),
                value.getP99Seconds());
        assertThat(value.getBasePeriod()).isEqualTo(base(span));
        QuantileAgreement.meanAgrees(key, value.getBaseMeanSeconds(), base);
        turnoverAgrees(key, value, expected, base);
    }

    private static String base(Span span) {
        if (span.isHour()) {
            return null;
        }
        return span.isRolling() ? "PREVIOUS" : "LAST_YEAR";
    }

    private static void turnoverAgrees(
            AggregateKey key, DurationStatistics value, List<Long> expected, List<Long> base) {
        double mean = QuantileAgreement.mean(expected);
        if (expected.isEmpty() || mean == 0) {
            assertThat(value.getTurnoverPerDay()).isNull();
            assertThat(value.getTurnoverGainPercent()).isNull();
            return;
        }
        assertThat(value.getTurnoverPerDay()).isCloseTo(86_400 / mean, within(86_400 / mean * 1e-9));
        if (base.isEmpty()) {
            assertThat(value.getTurnoverGainPercent()).isNull();
            return;
        }
        double turnover = 1 / mean;
        double baseMean = QuantileAgreement.mean(base);
        double gain = baseMean == 0 ? -100 : 100 * (turnover - 1 / baseMean) * baseMean;
        assertThat(value.getTurnoverGainPercent())
                .as(key.text())
                .isCloseTo(gain, within(1e-6 * Math.max(1, Math.abs(gain))));
    }
}
