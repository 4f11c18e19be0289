package dev.goldencorridor.benchmarks.growth;

import dev.goldencorridor.benchmarks.harness.MovementWriting;
import dev.goldencorridor.benchmarks.harness.Stage;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Years of history: one departure a day from each of many places, in the order of time.
 *
 * @param places number of places, each a dimension
 * @param days number of days
 */
record History(int places, int days) {
    private static final Instant FROM = Instant.parse("2022-07-01T00:00:00Z");

    void write(Stage stage) {
        stage.keepInput();
        try (MovementWriting writing = new MovementWriting(stage)) {
            for (int day = 0; day < days; day++) {
                for (int place = 0; place < places; place++) {
                    writing.write(Load.PUBLISHER, departure(place, day));
                }
            }
        }
    }

    /** Writes one more departure. */
    void writeNext(Stage stage) {
        try (MovementWriting writing = new MovementWriting(stage)) {
            writing.write(Load.PUBLISHER, departure(places, days - 1));
        }
    }

    private TrainMovement departure(int place, int day) {
        Instant at = FROM.plus(Duration.ofDays(day)).plusSeconds(place);
        return new TrainMovement(
                new UUID(day, place),
                null,
                "GB|H" + place + "|" + day,
                "H" + place,
                "stanox:" + (10_000 + place),
                Direction.DOMESTIC,
                at,
                null,
                at,
                Load.PUBLISHER,
                new Departure());
    }
}
