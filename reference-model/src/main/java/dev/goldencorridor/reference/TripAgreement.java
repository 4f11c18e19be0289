package dev.goldencorridor.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.ConsigneeTonnes;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TripCounts;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Compares trip counts with the recount. */
final class TripAgreement {
    private static final int MAX_CONSIGNEES = 50;

    private final Recount truth;

    TripAgreement(Recount truth) {
        this.truth = truth;
    }

    void check(AggregateKey key, TripCounts value) {
        Span span = truth.span(key.window());
        List<Recount.Trip> now = truth.trips(key.dimension(), span::holds);
        List<Recount.Trip> before = truth.trips(key.dimension(), span::baseHolds);
        WindowAgreement.identityAgrees(
                key, span, value.getDimension(), value.getId(), value.getWindow(), value.getPeriod());
        Routes.endsAgree(key, value.getOrigin(), value.getDestination());
        WindowAgreement.boundsAgree(truth.clock(), key, span, value.getWindowStart(), value.getWindowEnd());
        assertThat(value.getTrips()).as(key.text()).isEqualTo(now.size());
        assertThat(value.getPreviousTrips()).as(key.text()).isEqualTo(before.size());
        Double change = before.isEmpty() ? null : 100.0 * (now.size() - before.size()) / before.size();
        assertThat(value.getChangePercent()).isEqualTo(change);
        assertThat(value.getTripsOutbound()).isEqualTo(of(now, Direction.OUTBOUND));
        assertThat(value.getTripsReturn()).isEqualTo(of(now, Direction.RETURN));
        assertThat(value.getTripsDomestic()).isEqualTo(of(now, Direction.DOMESTIC));
        assertThat((double) value.getWagons()).isEqualTo(sum(now, Consist::getWagons));
        double loaded = sum(now, Consist::getLoadedTeu);
        double teu = sum(now, consist -> consist.getLoadedTeu() + consist.getEmptyTeu());
        assertThat((double) value.getLoadedTeu()).isEqualTo(loaded);
        assertThat((double) value.getTeu()).isEqualTo(teu);
        assertThat(value.getHeavyLoadRate()).isEqualTo(teu == 0 ? null : (Double) (loaded / teu));
        assertThat(value.getGrossTonnes()).isCloseTo(sum(now, Consist::getGrossTonnes), within(1e-6));
        if (span.isRolling() || span.isHour()) {
            calendarFieldsAreNull(value);
            return;
        }
        assertThat(value.getTripsPerDay()).isEqualTo((double) now.size() / span.days());
        assertThat(value.getLastYearTrips()).isEqualTo(before.size());
        assertThat(value.getLastYearTripsPerDay()).isEqualTo((double) before.size() / span.baseDays());
        assertThat(value.getYearOnYearPercent()).isEqualTo(change);
        cargoAgrees(value, now);
    }

    private static void calendarFieldsAreNull(TripCounts value) {
        assertThat(value.getTripsPerDay()).isNull();
        assertThat(value.getLastYearTrips()).isNull();
        assertThat(value.getLastYearTripsPerDay()).isNull();
        assertThat(value.getYearOnYearPercent()).isNull();
        assertThat(value.getCommodityCodes()).isNull();
        assertThat(value.getNetTonnesByChapter()).isNull();
        assertThat(value.getConsignees()).isNull();
        assertThat(value.getNetTonnesByConsignee()).isNull();
    }

    private static long of(List<Recount.Trip> trips, Direction direction) {
        return trips.stream().filter(trip -> trip.direction() == direction).count();
    }

    private static double sum(List<Recount.Trip> trips, ToDoubleFunction<Consist> measure) {
        return trips.stream()
                .map(Recount.Trip::consist)
                .filter(consist -> consist != null)
                .mapToDouble(measure)
                .sum();
    }

    private static void cargoAgrees(TripCounts value, List<Recount.Trip> trips) {
        List<Commodity> carried = trips.stream()
                .filter(trip -> trip.consist() != null)
                .flatMap(trip -> trip.consist().getCommodities().stream())
                .toList();
        assertThat(value.getCommodityCodes())
                .isEqualTo(carried.stream().map(Commodity::getHs).distinct().count());
        Map<String, Double> byChapter = new TreeMap<>();
        Map<List<String>, Double> byConsignee = new TreeMap<>(Comparator.comparing(List::toString));
        for (Commodity one : carried) {
            String chapter = one.getHs().substring(0, 2);
            byChapter.merge(chapter, one.getNetTonnes(), Double::sum);
            if (one.getConsignee() != null) {
                byConsignee.merge(List.of(one.getConsignee(), chapter), one.getNetTonnes(), Double::sum);
            }
        }
        assertThat(value.getNetTonnesByChapter().keySet()).isEqualTo(byChapter.keySet());
        byChapter.forEach((chapter, tonnes) ->
                assertThat(value.getNetTonnesByChapter().get(chapter)).isCloseTo(tonnes, within(1e-6)));
        assertThat(value.getConsignees()).isEqualTo(byConsignee.size());
        assertThat(value.getNetTonnesByConsignee()).hasSize(Math.min(MAX_CONSIGNEES, byConsignee.size()));
        double least = Double.MAX_VALUE;
        for (ConsigneeTonnes one : value.getNetTonnesByConsignee()) {
            assertThat(one.getNetTonnes())
                    .isCloseTo(byConsignee.get(List.of(one.getConsignee(), one.getChapter())), within(1e-6))
                    .isLessThanOrEqualTo(least);
            least = one.getNetTonnes();
        }
    }
}
