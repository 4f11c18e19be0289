package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.PortStatus;
import dev.goldencorridor.schemas.StepDuration;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.specific.SpecificRecord;

/**
 * Whatever the order in which events come, however often, and whatever of them is withdrawn: what the pipeline says in
 * the end is what a recount of the raw events says.
 */
class FinalAnswersProperties {
    private static final Map<String, Long> WINDOWS = Map.of("PT1H", 60L, "PT24H", 1440L);
    private static final List<String> FACILITIES = List.of("CNHRS", "CNAKL", "CNXAG", "KZALA");

    @Property(tries = 120, shrinking = ShrinkingMode.BOUNDED)
    void theFinalAnswersAreThoseOfARecountOfTheRawEvents(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int size, @ForAll boolean manyPartitions) {
        Random random = new Random(seed);
        // With four partitions declared and one in the driver most events are misplaced and travel by the detour.
        Map<String, String> settings = Map.of("clock", "event", "partitions", manyPartitions ? "4" : "1");
        try (PipelineUnderTest pipeline = new PipelineUnderTest(Instant.parse("2026-11-01T00:00:00Z"), settings)) {
            List<TrainMovement> sent = disorder(random, events(random, size));
            for (TrainMovement event : sent) {
                pipeline.publish(event);
                if (random.nextInt(5) == 0) {
                    pipeline.passTime(Duration.ofMillis(60));
                }
            }
            pipeline.settle();
            assertThat(pipeline.rejected()).isEmpty();
            BruteForce truth = new BruteForce(sent);
            tripsAgree(pipeline, truth);
            clearancesAgree(pipeline, truth);
            dwellsAgree(pipeline, truth);
            portsAgree(pipeline, truth);
        }
    }

    private static List<TrainMovement> events(Random random, int size) {
        Instant start = Instant.parse("2026-10-28T00:00:00Z");
        List<TrainMovement> events = new ArrayList<>();
        long created = 0;
        for (int i = 0; i < size; i++) {
            if (!events.isEmpty() && random.nextInt(6) == 0) {
                events.add(Movements.retraction(events.get(random.nextInt(events.size()))));
                continue;
            }
            String run = "CR|X80" + random.nextInt(1 + size / 15) + "|2026-10-28";
            String facility = FACILITIES.get(random.nextInt(FACILITIES.size()));
            Direction direction = Direction.values()[random.nextInt(3)];
            Instant at = start.plusMillis((long) (random.nextDouble()
                    * Duration.ofHours(random.nextInt(70) + 1).toMillis()));
            events.add(
                    TrainMovement.newBuilder(Movements.movement(run, facility, direction, at, detail(random, facility)))
                            .setCreatedAt(start.plusMillis(created++))
                            .build());
        }
        return events;
    }

    private static Object detail(Random random, String facility) {
        Consist consist = random.nextBoolean()
                ? null
                : Movements.consist(
                        random.nextInt(60),
                        random.nextInt(110),
                        random.nextInt(20),
                        random.nextInt(3_000_000) / 1000.0);
        String origin = random.nextInt(4) == 0 ? null : random.nextBoolean() ? facility : "CNCDU";
        String destination = random.nextInt(4) == 0 ? null : random.nextBoolean() ? facility : "DEDUI";
        return switch (random.nextInt(8)) {
            case 0, 1 -> Movements.departureOf(origin, destination, consist);
            case 2, 3 -> Movements.arrivalOf(origin, destination, consist);
            case 4 -> Movements.stepOf(ClearanceStep.RELEASED);
            case 5, 6 -> Movements.stepOf(ClearanceStep.LODGED);
            default -> Movements.stepOf(ClearanceStep.values()[random.nextInt(ClearanceStep.values().length)]);
        };
    }

    private static List<TrainMovement> disorder(Random random, List<TrainMovement> events) {
        List<TrainMovement> sent = new ArrayList<>(events);
        for (TrainMovement event : events) {
            if (random.nextInt(4) == 0) {
                sent.add(event);
            }
        }
        Collections.shuffle(sent, random);
        return sent;
    }

    private static void tripsAgree(PipelineUnderTest pipeline, BruteForce truth) {
        Map<String, SpecificRecord> told = pipeline.latest(AggregateRoute.TRIPS);
        Stream.concat(
                        truth.tripDimensions().stream(),
                        told.keySet().stream().map(key -> key.substring(0, key.lastIndexOf('/'))))
                .distinct()
                .forEach(dimension -> WINDOWS.forEach((window, minutes) -> {
                    List<BruteForce.Trip> now = truth.trips(dimension, minutes, 0);
                    List<BruteForce.Trip> before = truth.trips(dimension, minutes, minutes);
                    TripCounts trips = (TripCounts) told.get(dimension + "/" + window);
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

    private static long of(List<BruteForce.Trip> trips, Direction direction) {
        return trips.stream().filter(trip -> trip.direction() == direction).count();
    }

    private static double sum(List<BruteForce.Trip> trips, ToDoubleFunction<Consist> measure) {
        return trips.stream()
                .map(BruteForce.Trip::consist)
                .filter(consist -> consist != null)
                .mapToDouble(measure)
                .sum();
    }

    private static void clearancesAgree(PipelineUnderTest pipeline, BruteForce truth) {
        for (String port : List.of("PORT/CNHRS", "PORT/CNAKL")) {
            List<BruteForce.Open> waiting =
                    truth.open(port).stream().filter(BruteForce.Open::awaiting).toList();
            WINDOWS.forEach((window, minutes) -> {
                List<BruteForce.Latency> expected = truth.latencies(port, minutes);
                ClearanceLatency told = (ClearanceLatency)
                        pipeline.latest(AggregateRoute.CLEARANCE).get(port + "/" + window);
                if (told == null) {
                    assertThat(expected).isEmpty();
                    assertThat(waiting).isEmpty();
                    return;
                }
                assertThat(told.getCount()).isEqualTo(expected.size());
                assertThat(told.getOpen()).isEqualTo(waiting.size());
                Double oldest = waiting.isEmpty() ? null : age(truth, waiting.get(0));
                assertThat(told.getOldestOpenSeconds()).isEqualTo(oldest);
                long overdue = waiting.stream()
                        .filter(train -> age(truth, train) > 86_400)
                        .count();
                long within = expected.stream()
                        .filter(one -> one.millis() <= 86_400_000)
                        .count();
                assertThat(told.getWithin24hShare())
                        .isEqualTo(
                                expected.size() + overdue == 0 ? null : (double) within / (expected.size() + overdue));
                double longest = expected.isEmpty()
                        ? -1
                        : expected.get(expected.size() - 1).millis() / 1000.0;
                double maximum = Math.max(longest, oldest == null ? -1 : oldest);
                assertThat(told.getMaxSeconds()).isEqualTo(maximum < 0 ? null : (Double) maximum);
                if (!expected.isEmpty()) {
                    assertThat(told.getSameDayShare())
                            .isEqualTo((double) expected.stream()
                                            .filter(BruteForce.Latency::sameDay)
                                            .count()
                                    / expected.size());
                    quantilesAgree(
                            expected.stream().map(BruteForce.Latency::millis).toList(),
                            told.getMeanSeconds(),
                            told.getP50Seconds(),
                            told.getP99Seconds());
                }
                List<Long> toLodged = expected.stream()
                        .map(BruteForce.Latency::toLodged)
                        .filter(millis -> millis != null)
                        .sorted()
                        .toList();
                if (toLodged.isEmpty()) {
                    assertThat(told.getSteps()).isEmpty();
                } else {
                    StepDuration first = told.getSteps().get(0);
                    assertThat(first.getCount()).isEqualTo(toLodged.size());
                    quantilesAgree(toLodged, first.getMeanSeconds(), first.getP50Seconds(), first.getP99Seconds());
                }
            });
        }
    }

    private static double age(BruteForce truth, BruteForce.Open train) {
        return Duration.between(train.arrivedAt(), truth.clock()).toMillis() / 1000.0;
    }

    private static void dwellsAgree(PipelineUnderTest pipeline, BruteForce truth) {
        truth.dwellDimensions()
                .forEach(dimension -> WINDOWS.forEach((window, minutes) -> {
                    List<BruteForce.Latency> expected = truth.dwells(dimension, minutes);
                    DurationStatistics told = (DurationStatistics)
                            pipeline.latest(AggregateRoute.DWELL).get(dimension + "/" + window);
                    if (told == null) {
                        assertThat(expected).isEmpty();
                        return;
                    }
                    assertThat(told.getCount()).isEqualTo(expected.size());
                    if (!expected.isEmpty()) {
                        assertThat(told.getMaxSeconds())
                                .isEqualTo(expected.get(expected.size() - 1).millis() / 1000.0);
                        quantilesAgree(
                                expected.stream()
                                        .map(BruteForce.Latency::millis)
                                        .toList(),
                                told.getMeanSeconds(),
                                told.getP50Seconds(),
                                told.getP99Seconds());
                    }
                }));
    }

    private static void quantilesAgree(List<Long> sorted, double mean, double p50, double p99) {
        assertThat(mean)
                .isCloseTo(sorted.stream().mapToLong(Long::longValue).average().orElseThrow() / 1000, within(1e-6));
        closeTo(p50, sorted, 0.50);
        closeTo(p99, sorted, 0.99);
    }

    private static void closeTo(double told, List<Long> sorted, double share) {
        double exact = sorted.get((int) Math.ceil(share * sorted.size()) - 1) / 1000.0;
        // Below a second the histogram does not distinguish.
        assertThat(told).isCloseTo(exact, within(Math.max(1, exact / 100)));
    }

    private static void portsAgree(PipelineUnderTest pipeline, BruteForce truth) {
        for (String facility : List.of("CNHRS", "CNAKL")) {
            List<BruteForce.Open> present = truth.open("PORT/" + facility).stream()
                    .filter(BruteForce.Open::present)
                    .toList();
            List<BruteForce.Open> awaiting =
                    present.stream().filter(BruteForce.Open::awaiting).toList();
            PortStatus told = (PortStatus) pipeline.latest(AggregateRoute.PORTS).get(facility);
            if (told == null) {
                assertThat(present).isEmpty();
                continue;
            }
            assertThat(told.getPresent()).isEqualTo(present.size());
            assertThat(told.getAwaitingRelease()).isEqualTo(awaiting.size());
            assertThat(told.getReleasedNotDeparted()).isEqualTo(present.size() - awaiting.size());
            assertThat(told.getOldestTrainRunId())
                    .isEqualTo(awaiting.isEmpty() ? null : awaiting.get(0).run());
            assertThat(told.getOldestOpenSeconds()).isEqualTo(awaiting.isEmpty() ? null : age(truth, awaiting.get(0)));
        }
    }
}
