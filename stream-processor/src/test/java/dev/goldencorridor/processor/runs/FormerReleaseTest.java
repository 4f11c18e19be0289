package dev.goldencorridor.processor.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.Movements;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An upgrade reads the stores of the former release, and counts them as this release does. */
class FormerReleaseTest {
    /** Written by the former release from {@link #events}: its store, and its counted measurements. */
    private static final Path STORED = Path.of("src/test/resources/journeys-of-version-4.txt");

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final RunProcessor.DimensionLimits LIMITS = new RunProcessor.DimensionLimits(100, 200);

    private final RunStepDriver step = new RunStepDriver(PortCatalogue.builtIn(), LIMITS);
    private final RunStepDriver fresh = new RunStepDriver(PortCatalogue.builtIn(), LIMITS);

    @BeforeEach
    void upgrade() throws IOException {
        for (String line : Files.readAllLines(STORED)) {
            String[] words = line.split(" ", 3);
            if (words[0].equals("stored")) {
                String key = new String(HexFormat.of().parseHex(words[1]), StandardCharsets.UTF_8);
                step.store().put(key, HexFormat.of().parseHex(words[2]));
            } else {
                step.sums().put(words[2], Long.valueOf(words[1]));
            }
        }
        events().forEach(fresh::learn);
    }

    @Test
    void theReviewRecountsRunsOfTheFormerRelease() {
        assertThat(step.sums()).isNotEqualTo(fresh.sums());
        step.passTo(NOW);
        assertThat(step.sums()).isEqualTo(fresh.sums());
        events().forEach(step::learn);
        assertThat(step.sums()).isEqualTo(fresh.sums());
    }

    @Test
    void aReportBeforeTheReviewRecountsItsRun() {
        for (TrainMovement event : events()) {
            step.learn(Movements.retraction(event));
        }
        assertThat(step.sums()).isEmpty();
        step.passTo(NOW);
        assertThat(step.sums()).isEmpty();
    }

    @Test
    void runsOfTheFormerReleaseAreForgottenWhenTheyAreDue() {
        step.passTo(NOW);
        step.passTo(Instant.parse("2027-03-01T00:00:00Z"));
        events().forEach(step::learn);
        assertThat(step.sums()).isEqualTo(fresh.sums());
        step.passTo(Instant.parse("2031-12-15T00:00:00Z"));
        assertThat(step.store().get("iCR|X7001|2026-10-15")).isNull();
        assertThat(step.store().get("iCR|X7002|2026-10-15")).isNull();
        assertThat(step.store().get("jCR|X7002|2026-10-15\0stanox:0")).isNull();
    }

    private static List<TrainMovement> events() {
        String domestic = "CR|X7001|2026-10-15";
        String many = "CR|X7002|2026-10-15";
        Object departure = Movements.departureOf("CNZGZ", "CNCDU", Movements.consist(50, 100, 8, 2000));
        List<TrainMovement> events = new ArrayList<>();
        add(events, domestic, "CNZGZ", Direction.DOMESTIC, "2026-10-15T08:00:00Z", departure);
        add(events, domestic, "CNURM", Direction.DOMESTIC, "2026-10-16T08:00:00Z", departure);
        add(
                events,
                domestic,
                "CNHRS",
                Direction.OUTBOUND,
                "2026-10-17T08:00:00Z",
                Movements.arrivalOf(null, null, null));
        add(
                events,
                domestic,
                "CNHRS",
                Direction.OUTBOUND,
                "2026-10-17T09:00:00Z",
                Movements.stepOf(ClearanceStep.LODGED));
        for (int place = 0; place < 30; place++) {
            String at = Instant.parse("2026-10-18T00:00:00Z")
                    .plusSeconds(600L * place)
                    .toString();
            Object left = Movements.departureOf(place == 0 ? "stanox:0" : null, "stanox:29", null);
            add(events, many, "stanox:" + place, Direction.DOMESTIC, at, left);
        }
        Object arrival = Movements.arrivalOf("stanox:0", "stanox:29", null);
        add(events, many, "stanox:29", Direction.DOMESTIC, "2026-10-18T09:00:00Z", arrival);
        return events;
    }

    private static void add(
            List<TrainMovement> events, String run, String facility, Direction direction, String at, Object detail) {
        UUID id = UUID.nameUUIDFromBytes(("event " + events.size()).getBytes(StandardCharsets.UTF_8));
        events.add(TrainMovement.newBuilder(Movements.movement(run, facility, direction, Instant.parse(at), detail))
                .setEventId(id)
                .setPublisher("ktz")
                .build());
    }
}
