package dev.goldencorridor.processor.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.Movements;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** After any catalogues between the reports, the counts are those of the last catalogue alone. */
class CatalogueChangePropertyTest {
    private static final Instant START = Instant.parse("2026-10-28T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final List<String> FACILITIES = List.of("CNHRS", "CNXAG", "KZALA", "esr:1", "esr:2-3");
    private static final List<PortCatalogue> CATALOGUES = List.of(
            PortCatalogue.builtIn(),
            Catalogues.with("KZALA,Almaty,BORDER_PORT,KZ,Asia/Almaty"),
            Catalogues.with("CNHRS,Khorgos,HUB,CN,Asia/Shanghai", "esr:1,One,HUB,KZ,Asia/Almaty"),
            Catalogues.with("CNHRS,Khorgos,BORDER_PORT,CN,UTC", "esr:2-3,Two,BORDER_PORT,KZ,Asia/Almaty"));

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void theSumsAreThoseOfTheLastCatalogue(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size, @ForAll boolean limited) {
        // Beyond the limits, the order decides which names count under OTHER, but nothing else.
        RunProcessor.DimensionLimits limits = new RunProcessor.DimensionLimits(limited ? 0 : 1_000, 1_000);
        Random random = new Random(seed);
        PortCatalogue catalogue = oneOf(random, CATALOGUES);
        RunStepDriver step = new RunStepDriver(catalogue, limits);
        List<TrainMovement> sent = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (random.nextInt(6) == 0) {
                catalogue = oneOf(random, CATALOGUES);
                step.start(catalogue);
            }
            if (random.nextInt(8) == 0) {
                step.passTo(NOW);
            }
            TrainMovement next = next(random, sent);
            sent.add(next);
            step.learn(next);
        }
        step.passTo(NOW);
        RunStepDriver fresh = new RunStepDriver(catalogue, limits);
        sent.forEach(fresh::learn);
        assertThat(step.waiting()).isEqualTo(fresh.waiting());
        if (!limited) {
            assertThat(step.sums()).isEqualTo(fresh.sums());
            return;
        }
        assertThat(step.sums().values()).allMatch(sum -> sum > 0);
        sent.forEach(report -> step.learn(Movements.retraction(report)));
        assertThat(step.sums()).as("after all reports are retracted").isEmpty();
    }

    private static TrainMovement next(Random random, List<TrainMovement> sent) {
        if (!sent.isEmpty() && random.nextInt(8) == 0) {
            TrainMovement of = oneOf(random, sent);
            if (of.getRetracts() == null) {
                return Movements.retraction(of);
            }
        }
        Object detail =
                switch (random.nextInt(5)) {
                    case 0, 1 -> Movements.departureOf(end(random), end(random), Movements.consist(50, 100, 8, 2000));
                    case 2, 3 -> Movements.arrivalOf(end(random), end(random), Movements.consist(40, 80, 0, 1500));
                    default -> Movements.stepOf(random.nextBoolean() ? ClearanceStep.RELEASED : ClearanceStep.LODGED);
                };
        return Movements.movement(
                "CR|X800" + random.nextInt(3) + "|2026-10-25",
                oneOf(random, FACILITIES),
                oneOf(random, List.of(Direction.values())),
                START.plus(Duration.ofHours(random.nextInt(96))),
                START.plusMillis(sent.size()),
                detail);
    }

    private static String end(Random random) {
        return random.nextInt(4) == 0 ? null : oneOf(random, FACILITIES);
    }

    private static <T> T oneOf(Random random, List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
