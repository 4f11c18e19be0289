package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.reference.Agreement;
import dev.goldencorridor.reference.Days;
import dev.goldencorridor.reference.Recount;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceRegime;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/**
 * The final aggregates are those of a recount of the raw events. Events come in any order, may repeat, and may be
 * retracted.
 */
class FinalAnswersPropertyTest {
    /** Both ports, hubs, and a place that is not in the catalogue. Its hyphen leaves two readings of some routes. */
    private static final List<String> FACILITIES = List.of("CNHRS", "CNAKL", "CNXAG", "KZALA", "esr:Sary-Agash");

    private static final List<String> ENDS = List.of("CNXAG", "KZALA", "esr:Sary-Agash", "CNCDU", "DEDUI", "stanox:4");

    /**
     * The boundaries of calendars: leap days, ends of years, the last and first minute of railway days and civil
     * days.
     */
    private static final List<Instant> TURNS = List.of(
            Instant.parse("2022-12-31T10:00:59.999Z"),
            Instant.parse("2022-12-31T10:01:00Z"),
            Instant.parse("2023-02-28T10:00:30Z"),
            Instant.parse("2023-12-31T15:59:59.999Z"),
            Instant.parse("2024-02-28T10:01:00Z"),
            Instant.parse("2024-02-29T10:00:00Z"),
            Instant.parse("2024-02-29T10:01:00Z"),
            Instant.parse("2024-02-29T16:00:00Z"),
            Instant.parse("2024-12-31T10:01:00Z"),
            Instant.parse("2025-02-28T10:00:00Z"),
            Instant.parse("2025-02-28T10:01:00Z"),
            Instant.parse("2025-12-31T10:00:59.999Z"),
            Instant.parse("2025-12-31T10:01:00Z"),
            Instant.parse("2026-02-28T10:01:00Z"),
            Instant.parse("2026-10-20T10:00:00Z"));

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void theFinalAnswersAreThoseOfARecountOfTheRawEvents(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int size, @ForAll boolean manyPartitions) {
        Random random = new Random(seed);
        List<TrainMovement> events = new ArrayList<>();
        Instant start = Instant.parse("2026-10-28T00:00:00Z");
        // A run with very many reports stores some visits apart from its record.
        int runs = 1 + size / (random.nextInt(3) == 0 ? 40 : 15);
        for (int i = 0; i < size; i++) {
            Instant at = start.plusMillis((long) (random.nextDouble()
                    * Duration.ofHours(random.nextInt(70) + 1).toMillis()));
            add(events, random, "CR|X80" + random.nextInt(runs) + "|2026-10-28", at);
        }
        agree(random, events, manyPartitions, Days.RAILWAY);
    }

    /** Faults at leap days and at the end of a year need a hundred tries to be found. */
    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void overYearsWithLeapDaysAndGapsTheyAreTooInEitherCalendar(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int size, @ForAll Days calendar) {
        Random random = new Random(seed);
        List<TrainMovement> events = new ArrayList<>();
        List<Instant> places = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Instant turn = TURNS.get(random.nextInt(TURNS.size()));
            places.add(turn);
            if (random.nextBoolean()) {
                // The same season of the next year.
                places.add(turn.atZone(ZoneOffset.UTC).plusYears(1).toInstant());
            }
        }
        places.removeIf(at -> at.isAfter(Instant.parse("2026-10-30T00:00:00Z")));
        for (int i = 0; i < size; i++) {
            int run = random.nextInt(1 + size / 6);
            Instant place = places.isEmpty() ? TURNS.get(0) : places.get(run % places.size());
            long reach = List.of(0L, 60_000L, 86_400_000L, 10 * 86_400_000L).get(random.nextInt(4));
            Instant at = place.plusMillis((long) (random.nextDouble() * 2 * reach) - reach);
            add(events, random, "CR|X80" + run + "|run", at);
        }
        agree(random, events, random.nextInt(8) == 0, calendar);
    }

    private static void agree(Random random, List<TrainMovement> events, boolean manyPartitions, Days calendar) {
        // The driver has one partition. With four declared, most events are misplaced and take the detour.
        Map<String, String> settings = Map.of(
                "clock", "event",
                "partitions", manyPartitions ? "4" : "1",
                "processor.calendar", calendar == Days.RAILWAY ? "railway" : "civil",
                "processor.journey.retention", "3650d",
                "processor.journey.open.retention", "3650d",
                // Few runs over years: each event advances the clock. ClockJumpsPropertyTest has the other case.
                "processor.clock.max.jump", "36500d");
        try (PipelineDriver pipeline = new PipelineDriver(Instant.parse("2026-11-01T00:00:00Z"), settings)) {
            List<TrainMovement> sent = disorder(random, events);
            for (TrainMovement event : sent) {
                pipeline.publish(event);
                if (random.nextInt(5) == 0) {
                    pipeline.passTime(Duration.ofMillis(60));
                }
            }
            pipeline.settle();
            assertThat(pipeline.rejected()).isEmpty();
            new Agreement(new Recount(sent, calendar), pipeline::latest).check();
        }
    }

    /** Adds a report of a run, or a retraction of an earlier one. */
    static void add(List<TrainMovement> events, Random random, String run, Instant at) {
        if (!events.isEmpty() && random.nextInt(6) == 0) {
            events.add(Movements.retraction(events.get(random.nextInt(events.size()))));
            return;
        }
        if (!events.isEmpty() && random.nextInt(6) == 0) {
            TrainMovement earlier = events.get(random.nextInt(events.size()));
            events.add(Movements.reportedAnew(earlier, earlier.getCreatedAt().plusMillis(random.nextInt(9) - 3)));
            return;
        }
        String facility = FACILITIES.get(random.nextInt(FACILITIES.size()));
        Direction direction = List.of(Direction.values()).get(random.nextInt(3));
        Instant createdAt = Instant.parse("2026-10-28T00:00:00Z").plusMillis(events.size());
        events.add(Movements.movement(run, facility, direction, at, createdAt, detail(random, facility)));
    }

    private static Object detail(Random random, String facility) {
        Consist consist =
                switch (random.nextInt(3)) {
                    case 0 -> null;
                    case 1 ->
                        Movements.consist(
                                random.nextInt(60),
                                random.nextInt(110),
                                random.nextInt(20),
                                random.nextInt(3_000_000) / 1000.0);
                    default -> Movements.consist(commodities(random));
                };
        String origin = end(random, facility);
        String destination = end(random, facility);
        return switch (random.nextInt(11)) {
            case 0, 1, 2 -> Movements.departureOf(origin, destination, consist);
            case 3, 4, 5 -> Movements.arrivalOf(origin, destination, consist);
            case 6 -> Movements.stepOf(ClearanceStep.RELEASED);
            case 7 -> Movements.stepOf(ClearanceStep.LODGED);
            case 8 -> new Clearance(ClearanceStep.RELEASED, null, null, null, ClearanceRegime.FAST);
            case 9 -> new Estimate(PlannedMovement.ARRIVAL, Instant.parse("2026-10-30T00:00:00Z"));
            default ->
                Movements.stepOf(List.of(ClearanceStep.values()).get(random.nextInt(ClearanceStep.values().length)));
        };
    }

    private static String end(Random random, String facility) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1, 2 -> facility;
            default -> ENDS.get(random.nextInt(ENDS.size()));
        };
    }

    private static List<Commodity> commodities(Random random) {
        List<Commodity> commodities = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            commodities.add(new Commodity(
                    List.of("100199", "100590", "8703", "0806").get(random.nextInt(4)),
                    random.nextInt(1_000_000) / 1000.0,
                    random.nextBoolean() ? null : "Consignee " + random.nextInt(3)));
        }
        return commodities;
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
}
