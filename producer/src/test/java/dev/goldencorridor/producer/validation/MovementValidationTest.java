package dev.goldencorridor.producer.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.limits.MovementLimits;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MovementValidationTest {
    private static final Instant NOW = Instant.parse("2025-06-03T09:00:00Z");
    private final MovementValidation validation =
            new MovementValidation(PublisherCatalogue.builtIn(), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aGoodMovementHasNoFault() {
        assertThat(validation.faults("khorgos", good().build())).isEmpty();
    }

    @Test
    void everyFaultOfAMovementIsNamed() {
        UUID id = UUID.randomUUID();
        TrainMovement bad = good().setEventId(id)
                .setRetracts(id)
                .setTrainRunId("|X8003|June 1st")
                .setTrainNumber("X 8004")
                .setFacility("Khorgos")
                .setOccurredAt(NOW.plusSeconds(601))
                .setCreatedAt(Instant.parse("2099-06-04T08:01:00Z"))
                .setPublisher("alashankou")
                .setDetail(new Departure(
                        "nowhere",
                        null,
                        null,
                        null,
                        1000,
                        new Consist(-1, 0, 0, Double.NaN, List.of(new Commodity("1", -0.5, null)))))
                .build();
        assertThat(validation.faults("khorgos", bad))
                .extracting(MovementFault::message)
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault).startsWith("retracts: an event cannot retract itself"),
                        fault -> assertThat(fault).startsWith("trainRunId: the railway"),
                        fault -> assertThat(fault).startsWith("trainRunId: 'June 1st'"),
                        fault -> assertThat(fault).startsWith("publisher: the event says 'alashankou'"),
                        fault -> assertThat(fault).startsWith("facility: 'Khorgos' is neither"),
                        fault -> assertThat(fault)
                                .startsWith("occurredAt: 2025-06-03T09:10:01Z is more than 10 minutes"),
                        fault ->
                                assertThat(fault).startsWith("createdAt: 2099-06-04T08:01:00Z is more than 10 minutes"),
                        fault -> assertThat(fault).startsWith("detail.origin: 'nowhere'"),
                        fault -> assertThat(fault).startsWith("detail.consist.wagons: -1"),
                        fault -> assertThat(fault).startsWith("detail.consist.grossTonnes: NaN"),
                        fault -> assertThat(fault).startsWith("detail.consist.commodities[0].hs: '1'"),
                        fault -> assertThat(fault).startsWith("detail.consist.commodities[0].netTonnes: -0.5"));
    }

    @Test
    void aTrainMayGetAnotherNumberOnItsWay() {
        assertThat(validation.faults("khorgos", good().setTrainNumber("X8004").build()))
                .isEmpty();
    }

    @Test
    void anEmptyMovementLacksEveryRequiredField() {
        assertThat(validation.faults("khorgos", new TrainMovement()))
                .extracting(MovementFault::message)
                .containsExactlyInAnyOrder(
                        "eventId: is missing",
                        "direction: is missing",
                        "trainNumber: is missing",
                        "trainRunId: is missing",
                        "publisher: is missing",
                        "facility: is missing",
                        "occurredAt: is missing",
                        "createdAt: is missing",
                        "detail: is missing");
    }

    @Test
    void aPublisherMayReportOnlyItsOwnFacilities() {
        TrainMovement foreign = good().setFacility("CNAKL").build();
        assertThat(validation.faults("khorgos", foreign))
                .extracting(MovementFault::message)
                .containsExactly("facility: 'khorgos' may not report CNAKL; it may report CNHRS");
    }

    @Test
    void timesAreBoundedOnBothSides() {
        assertThat(validation.faults(
                        "khorgos", good().setOccurredAt(NOW.plusSeconds(600)).build()))
                .isEmpty();
        assertThat(validation.faults(
                        "khorgos", good().setOccurredAt(MovementLimits.EARLIEST).build()))
                .isEmpty();
        assertThat(validation.faults(
                        "khorgos",
                        good().setOccurredAt(MovementLimits.EARLIEST.minusMillis(1))
                                .build()))
                .extracting(MovementFault::reason)
                .containsExactly("too long ago");
    }

    @Test
    void timesOfCreationAreBoundedOnBothSides() {
        assertThat(reasons(good().setCreatedAt(NOW.plusSeconds(600)))).isEmpty();
        assertThat(reasons(good().setCreatedAt(NOW.plusSeconds(600).plusMillis(1))))
                .containsExactly("createdAt in the future");
        assertThat(reasons(good().setCreatedAt(MovementLimits.EARLIEST.minusMillis(1))))
                .containsExactly("createdAt too long ago");
    }

    @Test
    void aThroughTrainMayChangeItsNumber() {
        assertThat(reasons(good().setTrainNumber("X8004"))).isEmpty();
    }

    @Test
    void theNetMassesAreNotAboveTheGrossMass() {
        assertThat(reasons(massesOf(1_890.5, 912.0, 978.5))).isEmpty();
        assertThat(reasons(massesOf(0.3, 0.1, 0.2))).isEmpty();
        assertThat(reasons(massesOf(0, 912_000.0))).isEmpty();
        assertThat(reasons(massesOf(1_890.5, 912.0, 978.501))).containsExactly("net mass above gross mass");
        assertThat(validation.faults("khorgos", massesOf(1_890.5, 912_000.0).build()))
                .extracting(MovementFault::message)
                .containsExactly(
                        "detail.consist.grossTonnes: 1890.5 t is less than the net masses, 912000.0 t in total;"
                                + " both are in tonnes, not in kilograms");
        assertThat(reasons(massesOf(1_890_500.0))).containsExactly("consist");
    }

    private static TrainMovement.Builder massesOf(double gross, double... net) {
        List<Commodity> commodities = Arrays.stream(net)
                .mapToObj(tonnes -> new Commodity("8703", tonnes, null))
                .toList();
        return good().setDetail(
                        new Departure("CNXAG", "KZALA", null, null, null, new Consist(54, 106, 2, gross, commodities)));
    }

    @Test
    void plannedTimesAreBoundedOnBothSides() {
        TrainMovement.Builder plan = good().setDetail(new Plan(PlannedMovement.ARRIVAL));
        for (Instant possible : new Instant[] {
            null, MovementLimits.EARLIEST, NOW.minusSeconds(1), NOW.plus(MovementLimits.MAX_PLAN_AHEAD)
        }) {
            assertThat(validation.faults("khorgos", plan.setPlannedAt(possible).build()))
                    .isEmpty();
        }
        assertThat(reasons(plan.setPlannedAt(MovementLimits.EARLIEST.minusMillis(1))))
                .containsExactly("plan too long ago");
        assertThat(reasons(plan.setPlannedAt(
                        NOW.plus(MovementLimits.MAX_PLAN_AHEAD).plusMillis(1))))
                .containsExactly("plan too far ahead");
        assertThat(reasons(good().setPlannedAt(Instant.EPOCH))).containsExactly("plan too long ago");
    }

    @Test
    void aPlanNamesItsMovement() {
        TrainMovement plan = good().setDetail(new Plan()).build();
        assertThat(validation.faults("khorgos", plan))
                .extracting(MovementFault::message)
                .containsExactly("detail.movement: is missing");
    }

    @Test
    void aCauseIsShortAndFitsOnALine() {
        assertThat(reasons(good().setDetail(new DelayCause("A".repeat(256), "8".repeat(256), "x".repeat(1_000)))))
                .isEmpty();
        assertThat(reasons(good().setDetail(new DelayCause(null, null, "")))).isEmpty();
        assertThat(reasons(good().setDetail(new DelayCause("A".repeat(257), "8".repeat(257), "x".repeat(1_001)))))
                .containsExactly("text too long", "text too long", "text too long");
        assertThat(reasons(good().setDetail(new DelayCause("A\u0000", "8\t", "two\nlines"))))
                .containsExactly("control characters", "control characters", "control characters");
    }

    private List<String> reasons(TrainMovement.Builder movement) {
        return validation.faults("khorgos", movement.build()).stream()
                .map(MovementFault::reason)
                .toList();
    }

    private static TrainMovement.Builder good() {
        return TrainMovement.newBuilder()
                .setEventId(UUID.fromString("0b7e9a52-6a53-4b25-8e6c-0f6b1d6f0a01"))
                .setRetracts(null)
                .setTrainRunId("CR|X8003|2025-06-01")
                .setTrainNumber("X8003")
                .setFacility("CNHRS")
                .setDirection(Direction.OUTBOUND)
                .setOccurredAt(NOW.minusSeconds(60))
                .setPlannedAt(null)
                .setCreatedAt(NOW)
                .setPublisher("khorgos")
                .setDetail(new Departure("CNXAG", "KZALA", null, "Chang'an", 1435, null));
    }
}
