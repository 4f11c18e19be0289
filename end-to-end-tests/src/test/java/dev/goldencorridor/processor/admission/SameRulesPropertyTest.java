package dev.goldencorridor.processor.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.producer.validation.MovementFault;
import dev.goldencorridor.producer.validation.MovementValidation;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The publishing library and admission accept the same movements. It is in the package of the rules to call them. */
class SameRulesPropertyTest {
    private static final Instant NOW = Instant.parse("2025-06-03T09:00:00Z");
    /** The kinds of faults for which the library alone refuses a movement. The contract lists them. */
    private static final Set<String> OF_THE_LIBRARY_ALONE =
            Set.of("run id", "publisher", "plan too long ago", "plan too far ahead");

    private static final String[] TEXTS = {
        "",
        " ",
        "CNXAG",
        "Xi'an",
        "db-site:KÄP",
        "it:MILANO CENTRALE",
        "esr:1|2",
        "two\nlines",
        "\u0000",
        "x".repeat(64),
        "x".repeat(256),
        "x".repeat(257),
        "x".repeat(1_000),
        "x".repeat(1_001),
        "10",
        "1001",
        "1",
        "0102030405",
        "01020304050",
        "\ud83d\ude82",
        "CR|X8003|2025-06-01",
        "CR|X8004|yesterday",
        "CNHRS",
        "CNAKL",
        "\u00a0"
    };
    private static final double[] MASSES = {
        0,
        -0.0,
        -0.001,
        0.1,
        0.2,
        0.3,
        0.30000000000000004,
        912,
        912.0004,
        912.001,
        1_890.5,
        1_890_500,
        1e6,
        1e6 + 1,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE
    };

    private final PublisherCatalogue catalogue = PublisherCatalogue.builtIn();
    private final MovementValidation library = new MovementValidation(catalogue, Clock.fixed(NOW, ZoneOffset.UTC));
    private final MovementRules admission = new MovementRules(catalogue);

    @Property(tries = 20_000)
    void bothAcceptOrBothRefuse(@ForAll long seed) {
        Random random = new Random(seed);
        TrainMovement movement = movement(random);
        List<MovementFault> faults = library.faults("khorgos", movement);
        Optional<MovementRules.Fault> fault = admission.firstFault(
                movement.getTrainRunId().getBytes(StandardCharsets.UTF_8), movement, "khorgos", NOW.toEpochMilli());
        boolean isRefused = faults.stream().anyMatch(one -> !OF_THE_LIBRARY_ALONE.contains(one.reason()));
        assertThat(isRefused).as("%s: %s, %s", movement, faults, fault).isEqualTo(fault.isPresent());
    }

    private static TrainMovement movement(Random random) {
        TrainMovement.Builder movement = TrainMovement.newBuilder()
                .setEventId(new UUID(0, random.nextInt(8)))
                .setRetracts(random.nextBoolean() ? null : new UUID(0, random.nextInt(8)))
                .setTrainRunId("CR|X8003|2025-06-01")
                .setTrainNumber("X8004")
                .setFacility("CNHRS")
                .setDirection(Direction.OUTBOUND)
                .setOccurredAt(NOW.minusSeconds(60))
                .setPlannedAt(null)
                .setCreatedAt(NOW)
                .setPublisher("khorgos")
                .setDetail(detail(random));
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            change(movement, random);
        }
        return movement.build();
    }

    private static void change(TrainMovement.Builder movement, Random random) {
        switch (random.nextInt(7)) {
            case 0 -> movement.setTrainRunId(text(random));
            case 1 -> movement.setTrainNumber(text(random));
            case 2 -> movement.setFacility(text(random));
            case 3 -> movement.setOccurredAt(time(random));
            case 4 -> movement.setCreatedAt(time(random));
            case 5 -> movement.setPlannedAt(time(random));
            default -> movement.setPublisher(text(random));
        }
    }

    private static Object detail(Random random) {
        return switch (random.nextInt(6)) {
            case 0 ->
                new Departure(
                        rare(random), rare(random), rare(random), rare(random), random.nextInt(2_000), consist(random));
            case 1 -> new Arrival(rare(random), rare(random), rare(random), rare(random), -1, consist(random));
            case 2 -> new Clearance(ClearanceStep.HOLD, rare(random), rare(random), rare(random), null);
            case 3 -> new Plan(PlannedMovement.ARRIVAL);
            case 4 -> new Estimate(PlannedMovement.ARRIVAL, time(random));
            default -> new DelayCause(rare(random), rare(random), text(random));
        };
    }

    private static Consist consist(Random random) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        List<Commodity> commodities = new ArrayList<>();
        int count = random.nextInt(30) == 0 ? 499 + random.nextInt(3) : random.nextInt(4);
        for (int i = 0; i < count; i++) {
            commodities.add(
                    random.nextInt(5) == 0
                            ? new Commodity(text(random), mass(random), rare(random))
                            : new Commodity("1001", MASSES[random.nextInt(7)], null));
        }
        int wagons = random.nextInt(20) - 1;
        double gross = random.nextBoolean() ? 0 : mass(random);
        return new Consist(wagons, Math.abs(wagons), Math.abs(wagons), gross, commodities);
    }

    private static double mass(Random random) {
        return MASSES[random.nextInt(MASSES.length)];
    }

    private static String rare(Random random) {
        return random.nextInt(4) > 0 ? null : text(random);
    }

    private static String text(Random random) {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private static Instant time(Random random) {
        Instant[] times = {
            NOW,
            NOW.plus(Duration.ofMinutes(10)),
            NOW.plus(Duration.ofMinutes(10)).plusMillis(1),
            Instant.parse("2011-01-01T00:00:00Z"),
            Instant.parse("2010-12-31T23:59:59.999Z"),
            Instant.EPOCH,
            Instant.parse("2099-06-04T08:01:00Z"),
            Instant.ofEpochMilli(Long.MAX_VALUE),
            Instant.ofEpochMilli(Long.MIN_VALUE)
        };
        return times[random.nextInt(times.length)];
    }
}
