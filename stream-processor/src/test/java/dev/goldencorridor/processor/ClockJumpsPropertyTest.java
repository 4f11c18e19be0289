package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.reference.Agreement;
import dev.goldencorridor.reference.Recount;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/**
 * A few wrong times ahead of the event clock change no figure of the other events. A real gap in the events changes
 * nothing either.
 */
class ClockJumpsPropertyTest {
    private static final Instant START = Instant.parse("2021-03-01T00:00:00Z");
    private static final Duration SPAN = Duration.ofDays(20);
    private static final Duration DISORDER = Duration.ofHours(6);

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void wrongTimesOfFiveRunsChangeNoOtherFigure(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int wrong,
            @ForAll @IntRange(min = 50, max = 100) int size) {
        Random random = new Random(seed);
        List<TrainMovement> honest = events(random, START, size);
        List<TrainMovement> sent = new ArrayList<>(honest);
        insert(random, sent, wrongTimes(random, START.plus(SPAN).plus(DISORDER), wrong));
        agree(random, sent, honest);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.BOUNDED)
    void aGapOfMonthsCostsNothing(
            @ForAll long seed,
            @ForAll @IntRange(min = 8, max = 900) int days,
            @ForAll @IntRange(min = 50, max = 100) int size) {
        Random random = new Random(seed);
        List<TrainMovement> sent = events(random, START, size);
        sent.addAll(events(random, START.plus(SPAN).plusSeconds(days * 86_400L), size));
        agree(random, sent, sent);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.BOUNDED)
    void aTimeAheadCountsWhenTheClockReachesIt(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int ahead) {
        Random random = new Random(seed);
        List<TrainMovement> sent = events(random, START, 80);
        for (int i = 0; i < ahead; i++) {
            Instant at = START.plus(SPAN).plusSeconds(random.nextInt(86_400) + 86_400L * 10);
            insert(random, sent, List.of(departure(i, at)));
        }
        sent.addAll(events(random, START.plus(SPAN), 80));
        agree(random, sent, sent);
    }

    /** Compares the final figures with a recount of some of the events. */
    private static void agree(Random random, List<TrainMovement> sent, List<TrainMovement> counted) {
        Map<String, String> settings = Map.of(
                "clock", "event",
                "partitions", random.nextInt(4) == 0 ? "4" : "1",
                "processor.journey.open.retention", "3650d");
        try (PipelineDriver pipeline = new PipelineDriver(Instant.parse("2026-11-01T00:00:00Z"), settings)) {
            for (TrainMovement event : sent) {
                pipeline.publish(event);
                if (random.nextInt(5) == 0) {
                    pipeline.passTime(Duration.ofMillis(60));
                }
            }
            pipeline.settle();
            // However long nothing comes, no wrong time is taken for the clock.
            pipeline.passTime(Duration.ofHours(1));
            pipeline.settle();
            assertThat(pipeline.rejected()).isEmpty();
            new Agreement(new Recount(counted), pipeline::latest).check();
        }
    }

    /** Events of many runs in about the order of their times. The last one is the furthest. */
    private static List<TrainMovement> events(Random random, Instant start, int size) {
        List<TrainMovement> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Instant at = start.plus(SPAN.multipliedBy(i).dividedBy(size))
                    .plusMillis((long) (random.nextDouble() * DISORDER.toMillis()));
            FinalAnswersPropertyTest.add(events, random, "CR|X" + random.nextInt(40) + "|" + start, at);
        }
        return events;
    }

    /** Times beyond the limit, days or years ahead, scattered or close to each other. */
    private static List<TrainMovement> wrongTimes(Random random, Instant end, int count) {
        int[] reaches = {1, 30, 365, 1_800};
        int reach = reaches[random.nextInt(reaches.length)];
        Instant from = end.plus(Duration.ofDays(8 + random.nextInt(100)));
        List<TrainMovement> wrong = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            wrong.add(departure(i, from.plusSeconds((long) (random.nextDouble() * reach * 86_400))));
        }
        return wrong;
    }

    private static TrainMovement departure(int i, Instant at) {
        return Movements.movement(
                "CR|Y" + i + "|" + at,
                "CNXAG",
                Direction.OUTBOUND,
                at,
                Movements.departureOf("CNXAG", "KZALA", Movements.consist(50, 100, 8, 2200.5)));
    }

    /** Inserts events together at the start, together at the end, or anywhere. */
    private static void insert(Random random, List<TrainMovement> events, List<TrainMovement> inserted) {
        switch (random.nextInt(3)) {
            case 0 -> events.addAll(0, inserted);
            case 1 -> events.addAll(inserted);
            default -> inserted.forEach(event -> events.add(random.nextInt(events.size() + 1), event));
        }
    }
}
