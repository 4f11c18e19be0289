package dev.goldencorridor.processor.badinput;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceRegime;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Valid movements of every kind, by a seed. */
final class RandomMovements {
    private static final List<String> TEXTS =
            List.of("", "Chang'an 长安号", "вторая смена", "x", "a longer text of an office, with punctuation: §5", "🚂");
    private static final List<String> PLACES = List.of("CNXAG", "KZALA", "esr:707701", "stanox:KÄP", "PLMAA");
    private static final List<String> HS = List.of("87", "8703", "870380", "10010000", "8703801234");
    private static final Duration MAX_AGE = Duration.ofDays(4_000);

    private final Random random;

    RandomMovements(Random random) {
        this.random = random;
    }

    /** A movement that the admission accepts from the publisher {@code khorgos}. */
    TrainMovement next() {
        Instant occurredAt = AdmissionBench.RECEIVED.minusMillis(random.nextLong(MAX_AGE.toMillis()));
        String number = "X" + random.nextInt(10_000);
        return new TrainMovement(
                new UUID(random.nextLong(), random.nextLong()),
                random.nextInt(5) == 0 ? new UUID(random.nextLong(), 1) : null,
                one("CR|", "КЗХ|", "DB ") + number + "|2026-11-28",
                random.nextInt(9) == 0 ? "" : number,
                "CNHRS",
                one(List.of(Direction.values())),
                occurredAt,
                random.nextBoolean() ? null : occurredAt.plusSeconds(random.nextInt(100_000)),
                occurredAt.plusMillis(random.nextInt(600_000)),
                one("khorgos", "", "someone"),
                detail());
    }

    private Object detail() {
        return switch (random.nextInt(6)) {
            case 0 -> new Departure(place(), place(), place(), text(), gauge(), consist());
            case 1 -> new Arrival(place(), place(), place(), text(), gauge(), consist());
            case 2 ->
                new Clearance(
                        one(List.of(ClearanceStep.values())),
                        text(),
                        text(),
                        text(),
                        random.nextBoolean() ? null : ClearanceRegime.FAST);
            case 3 -> new Plan(one(List.of(PlannedMovement.values())));
            case 4 ->
                new Estimate(one(List.of(PlannedMovement.values())), Instant.ofEpochMilli(random.nextLong(1L << 45)));
            default -> new DelayCause(random.nextBoolean() ? null : "CLEARANCE_OVERDUE", null, one("", "wind", "снег"));
        };
    }

    private Consist consist() {
        if (random.nextInt(3) == 0) {
            return null;
        }
        List<Commodity> commodities = new ArrayList<>();
        int number = random.nextInt(10) == 0 ? random.nextInt(500) : random.nextInt(4);
        for (int i = 0; i < number; i++) {
            commodities.add(new Commodity(one(HS), random.nextInt(50_000) / 1e3, text()));
        }
        double gross = random.nextBoolean() ? 0 : 50.0 * number + random.nextInt(1_000);
        return new Consist(random.nextInt(100), random.nextInt(200), random.nextInt(50), gross, commodities);
    }

    private Integer gauge() {
        return random.nextBoolean() ? null : Integer.valueOf(1520);
    }

    private String place() {
        return random.nextBoolean() ? null : one(PLACES);
    }

    private String text() {
        return random.nextBoolean() ? null : one(TEXTS);
    }

    private String one(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
