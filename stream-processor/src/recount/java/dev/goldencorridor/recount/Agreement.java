package dev.goldencorridor.recount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.PortStatus;
import dev.goldencorridor.schemas.StepDuration;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** Whether the last values of the aggregates are what a recount of the raw events says, every measure of them. */
public final class Agreement {
    private static final Map<String, Long> WINDOWS = Map.of("PT1H", 60L, "PT24H", 1440L);

    private final Recount truth;
    private final Function<AggregateRoute, Map<String, SpecificRecord>> told;

    /**
     * What to compare.
     *
     * @param told the last value under each key of an aggregate
     */
    public Agreement(Recount truth, Function<AggregateRoute, Map<String, SpecificRecord>> told) {
        this.truth = truth;
        this.told = told;
    }

    /** Fails at the first difference. */
    public void check() {
        tripsAgree();
        clearancesAgree();
        dwellsAgree();
        portsAgree();
    }

    private void tripsAgree() {
        Map<String, SpecificRecord> values = told.apply(AggregateRoute.TRIPS);
        Stream.concat(
                        truth.tripDimensions().stream(),
                        values.keySet().stream().map(key -> key.substring(0, key.lastIndexOf('/'))))
                .distinct()
                .forEach(dimension -> WINDOWS.forEach((window, minutes) -> {
                    List<Recount.Trip> now = truth.trips(dimension, minutes, 0);
                    List<Recount.Trip> before = truth.trips(dimension, minutes, minutes);
                    TripCounts trips = (TripCounts) values.get(dimension + "/" + window);
                    if (trips == null) {
                        assertThat(now).as(dimension + "/" + window).isEmpty();
                        assertThat(before).as(dimension + "/" + window).isEmpty();
                        return;
                    }
                    assertThat(trips.getTrips()).as(dimension + "/" + window).isEqualTo(now.size());
                    assertThat(trips.getPreviousTrips()).isEqualTo(before.size());
                    assertThat(trips.getTripsOutbound()).isEqualTo(of(now, Direction.OUTBOUND));
                    assertThat(trips.getTripsReturn()).isEqualTo(of(now, Direction.RETURN));
                    assertThat(trips.getTripsDomestic()).isEqualTo(of(now, Direction.DOMESTIC));
                    assertThat((double) trips.getWagons()).isEqualTo(sum(now, Consist::getWagons));
                    assertThat((double) trips.getLoadedTeu()).isEqualTo(sum(now, Consist::getLoadedTeu));
                    assertThat((double) trips.getTeu())
                            .isEqualTo(sum(now, consist -> consist.getLoadedTeu() + consist.getEmptyTeu()));
                    assertThat(trips.getGrossTonnes()).isCloseTo(sum(now, Consist::getGrossTonnes), within(1e-6));
                }));
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

    private void clearancesAgree() {
        for (String port : List.of("PORT/CNHRS", "PORT/CNAKL")) {
            List<Recount.Open> waiting =
                    truth.open(port).stream().filter(Recount.Open::awaiting).toList();
            WINDOWS.forEach((window, minutes) -> {
                List<Recount.Latency> expected = truth.latencies(port, minutes);
                ClearanceLatency value =
                        (ClearanceLatency) told.apply(AggregateRoute.CLEARANCE).get(port + "/" + window);
                if (value == null) {
                    assertThat(expected).isEmpty();
                    assertThat(waiting).isEmpty();
                    return;
                }
                assertThat(value.getCount()).isEqualTo(expected.size());
                assertThat(value.getOpen()).isEqualTo(waiting.size());
                Double oldest = waiting.isEmpty() ? null : age(waiting.get(0));
                assertThat(value.getOldestOpenSeconds()).isEqualTo(oldest);
                long overdue =
                        waiting.stream().filter(train -> age(train) > 86_400).count();
                long within = expected.stream()
                        .filter(one -> one.millis() <= 86_400_000)
                        .count();
                assertThat(value.getWithin24hShare())
                        .isEqualTo(
                                expected.size() + overdue == 0 ? null : (double) within / (expected.size() + overdue));
                double longest = expected.isEmpty()
                        ? -1
                        : expected.get(expected.size() - 1).millis() / 1000.0;
                double maximum = Math.max(longest, oldest == null ? -1 : oldest);
                assertThat(value.getMaxSeconds()).isEqualTo(maximum < 0 ? null : (Double) maximum);
                if (!expected.isEmpty()) {
                    assertThat(value.getSameDayShare())
                            .isEqualTo((double) expected.stream()
                                            .filter(Recount.Latency::sameDay)
                                            .count()
                                    / expected.size());
                    quantilesAgree(
                            expected.stream().map(Recount.Latency::millis).toList(),
                            value.getMeanSeconds(),
                            value.getP50Seconds(),
                            value.getP99Seconds());
                }
                List<Long> toLodged = expected.stream()
                        .map(Recount.Latency::toLodged)
                        .filter(millis -> millis != null)
                        .sorted()
                        .toList();
                if (toLodged.isEmpty()) {
                    assertThat(value.getSteps()).isEmpty();
                } else {
                    StepDuration first = value.getSteps().get(0);
                    assertThat(first.getCount()).isEqualTo(toLodged.size());
                    quantilesAgree(toLodged, first.getMeanSeconds(), first.getP50Seconds(), first.getP99Seconds());
                }
            });
        }
    }

    private double age(Recount.Open train) {
        return Duration.between(train.arrivedAt(), truth.clock()).toMillis() / 1000.0;
    }

    private void dwellsAgree() {
        truth.dwellDimensions()
                .forEach(dimension -> WINDOWS.forEach((window, minutes) -> {
                    List<Recount.Latency> expected = truth.dwells(dimension, minutes);
                    DurationStatistics value = (DurationStatistics)
                            told.apply(AggregateRoute.DWELL).get(dimension + "/" + window);
                    if (value == null) {
                        assertThat(expected).isEmpty();
                        return;
                    }
                    assertThat(value.getCount()).isEqualTo(expected.size());
                    if (!expected.isEmpty()) {
                        assertThat(value.getMaxSeconds())
                                .isEqualTo(expected.get(expected.size() - 1).millis() / 1000.0);
                        quantilesAgree(
                                expected.stream().map(Recount.Latency::millis).toList(),
                                value.getMeanSeconds(),
                                value.getP50Seconds(),
                                value.getP99Seconds());
                    }
                }));
    }

    private static void quantilesAgree(List<Long> sorted, double mean, double p50, double p99) {
        assertThat(mean)
                .isCloseTo(sorted.stream().mapToLong(Long::longValue).average().orElseThrow() / 1000, within(1e-6));
        closeTo(p50, sorted, 0.50);
        closeTo(p99, sorted, 0.99);
    }

    private static void closeTo(double value, List<Long> sorted, double share) {
        double exact = sorted.get((int) Math.ceil(share * sorted.size()) - 1) / 1000.0;
        // Below a second the histogram does not distinguish.
        assertThat(value).isCloseTo(exact, within(Math.max(1, exact / 100)));
    }

    private void portsAgree() {
        for (String facility : List.of("CNHRS", "CNAKL")) {
            List<Recount.Open> present = truth.open("PORT/" + facility).stream()
                    .filter(Recount.Open::present)
                    .toList();
            List<Recount.Open> awaiting =
                    present.stream().filter(Recount.Open::awaiting).toList();
            PortStatus value = (PortStatus) told.apply(AggregateRoute.PORTS).get(facility);
            if (value == null) {
                assertThat(present).isEmpty();
                continue;
            }
            assertThat(value.getPresent()).isEqualTo(present.size());
            assertThat(value.getAwaitingRelease()).isEqualTo(awaiting.size());
            assertThat(value.getReleasedNotDeparted()).isEqualTo(present.size() - awaiting.size());
            assertThat(value.getOldestTrainRunId())
                    .isEqualTo(awaiting.isEmpty() ? null : awaiting.get(0).run());
            assertThat(value.getOldestOpenSeconds()).isEqualTo(awaiting.isEmpty() ? null : age(awaiting.get(0)));
        }
    }
}
