package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.recount.Agreement;
import dev.goldencorridor.recount.Recount;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
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
 * Whatever the order in which events come, however often, and whatever of them is withdrawn: what the pipeline says in
 * the end is what a recount of the raw events says.
 */
class FinalAnswersProperties {
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
            new Agreement(new Recount(sent), pipeline::latest).check();
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
            Direction direction = List.of(Direction.values()).get(random.nextInt(3));
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
            default ->
                Movements.stepOf(List.of(ClearanceStep.values()).get(random.nextInt(ClearanceStep.values().length)));
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
}
