package dev.goldencorridor.processor.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.Movements;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hubs and routes beyond the limit count together, and are subtracted where they were counted. */
class OtherDimensionsTest {
    private static final PortCatalogue BUILT_IN = PortCatalogue.builtIn();
    private static final String AT = "2026-10-31T10:00:00Z";

    private final RunStepDriver step = new RunStepDriver(BUILT_IN, new RunProcessor.DimensionLimits(2, 3));

    @Test
    void hubsBeyondThePublishersLimitCountUnderOtherAndOtherPublishersAreUnaffected() {
        for (int place = 0; place < 5; place++) {
            step.learn(domestic("CR|X" + place, "esr:" + place, "ktz"));
        }
        assertThat(step.counts())
                .isEqualTo(Map.of(
                        "HUB/esr:0", Map.of("Trip", 1L),
                        "HUB/esr:1", Map.of("Trip", 1L),
                        "HUB/OTHER", Map.of("Trip", 3L)));
        step.learn(domestic("CR|X10", "stanox:1", "gb-trust"));
        step.learn(domestic("CR|X11", "stanox:2", "gb-trust"));
        assertThat(step.counts().get("HUB/stanox:1")).containsEntry("Trip", 1L);
        assertThat(step.counts().get("HUB/OTHER")).as("three in total").containsEntry("Trip", 4L);
    }

    @Test
    void aTripUnderOtherIsSubtractedThereEvenIfThereIsCapacityNow() {
        List<TrainMovement> reports = new ArrayList<>();
        for (int place = 0; place < 5; place++) {
            reports.add(domestic("CR|X" + place, "esr:" + place, "ktz"));
        }
        reports.forEach(step::learn);
        step.start(BUILT_IN, new RunProcessor.DimensionLimits(100, 100));
        step.learn(domestic("CR|X9", "esr:4", "ktz"));
        assertThat(step.counts().get("HUB/esr:4")).as("of another run").containsEntry("Trip", 1L);
        step.learn(Movements.departure("CR|X4", "esr:4", Direction.DOMESTIC, "2026-10-31T11:00:00Z"));
        assertThat(step.counts().get("HUB/OTHER")).as("a correction").containsEntry("Trip", 3L);
        for (TrainMovement report : reports) {
            step.learn(Movements.retraction(report));
        }
        assertThat(step.sums().values()).allMatch(sum -> sum > 0);
        assertThat(step.counts()).containsOnlyKeys("HUB/esr:4", "HUB/OTHER");
        assertThat(step.counts().get("HUB/OTHER")).as("the correction").containsEntry("Trip", 1L);
    }

    @Test
    void routesAndTransitsOutsideTheCatalogueAreLimitedToo() {
        RunStepDriver none = new RunStepDriver(BUILT_IN, new RunProcessor.DimensionLimits(0, 0));
        for (int run = 0; run < 2; run++) {
            String end = "esr:" + run;
            TrainMovement departure =
                    report("CR|X" + run, "CNXAG", Direction.OUTBOUND, AT, Movements.departureOf("CNXAG", end, null));
            TrainMovement arrival = report(
                    "CR|X" + run,
                    end,
                    Direction.OUTBOUND,
                    "2026-10-31T12:00:00Z",
                    Movements.arrivalOf("CNXAG", end, null));
            none.learn(departure).learn(arrival);
            none.learn(report(
                    "CR|X" + run,
                    "CNHRS",
                    Direction.OUTBOUND,
                    "2026-10-31T11:00:00Z",
                    Movements.arrivalOf(null, null, null)));
        }
        assertThat(none.counts())
                .isEqualTo(Map.of(
                        "HUB/CNXAG", Map.of("Trip", 2L),
                        "ROUTE/OTHER", Map.of("Trip", 2L, "Elapsed", 2L),
                        "ROUTE/CNXAG-CNHRS", Map.of("Elapsed", 2L)));
        none.start(Catalogues.with("esr:0,Zero,HUB,KZ,Asia/Almaty"), new RunProcessor.DimensionLimits(0, 0));
        none.passTo(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(none.counts().get("ROUTE/CNXAG-esr:0"))
                .as("now of the catalogue")
                .isEqualTo(Map.of("Trip", 1L, "Elapsed", 1L));
        assertThat(none.counts().get("ROUTE/OTHER")).isEqualTo(Map.of("Trip", 1L, "Elapsed", 1L));
    }

    private static TrainMovement domestic(String run, String facility, String publisher) {
        return TrainMovement.newBuilder(
                        report(run, facility, Direction.DOMESTIC, AT, Movements.departureOf(null, null, null)))
                .setPublisher(publisher)
                .build();
    }

    private static TrainMovement report(String run, String facility, Direction direction, String at, Object detail) {
        return TrainMovement.newBuilder(Movements.movement(run, facility, direction, Instant.parse(at), detail))
                .setPublisher("ktz")
                .build();
    }
}
