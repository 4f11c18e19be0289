package dev.goldencorridor.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.producer.format.MovementFormat;
import dev.goldencorridor.producer.format.MovementReader;
import dev.goldencorridor.producer.format.Reading;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.TrainMovement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithheldTrainTest {
    private static final SimulationPlan PLAN = new SimulationPlan(7, Instant.parse("2025-06-01T00:00:00Z"), 8, 1);
    private static final List<SimulatedReport> WEEK =
            new CorridorSimulation(PLAN.announced()).stream().toList();

    @TempDir
    private Path directory;

    @Test
    void anyArrivedTrainIsWithheldAndItsReportsAreInTheFile() throws IOException {
        List<SimulatedReport> passed = new ArrayList<>();
        Path file = directory.resolve("withheld.ndjson");
        String runId = withhold(WithheldTrain.ANY, file, passed);

        List<SimulatedReport> missing = new ArrayList<>(WEEK);
        missing.removeAll(passed);
        assertThat(missing)
                .isNotEmpty()
                .allMatch(report -> report.movement().getTrainRunId().equals(runId));
        assertThat(movements(file))
                .containsExactlyElementsOf(
                        missing.stream().map(SimulatedReport::movement).toList());
        TrainMovement first = missing.get(0).movement();
        assertThat(first.getDetail()).isInstanceOf(Clearance.class);
        assertThat(passed)
                .extracting(SimulatedReport::movement)
                .filteredOn(movement -> movement.getTrainRunId().equals(runId))
                .anyMatch(movement -> movement.getDetail() instanceof Arrival
                        && movement.getFacility().equals(first.getFacility()))
                .allMatch(movement -> movement.getOccurredAt().isBefore(first.getOccurredAt()));
    }

    @Test
    void earlierWithheldReportsStayInTheFile() throws IOException {
        Path file = directory.resolve("withheld.ndjson");
        withhold(WithheldTrain.ANY, file, new ArrayList<>());
        List<TrainMovement> before = movements(file);
        withhold("X9033", file, new ArrayList<>());
        assertThat(movements(file))
                .startsWith(before.toArray(TrainMovement[]::new))
                .hasSizeGreaterThan(before.size());
    }

    @Test
    void aTrainIsSelectedByItsNumberOrItsRun() {
        List<SimulatedReport> passed = new ArrayList<>();
        String byNumber = withhold("X9033", directory.resolve("number"), passed);
        assertThat(byNumber).startsWith("CR|X9033|");
        assertThat(withhold(byNumber, directory.resolve("run"), new ArrayList<>()))
                .isEqualTo(byNumber);
        assertThat(passed)
                .extracting(report -> report.movement().getTrainRunId())
                .as("the same number on other days")
                .anyMatch(run -> run.startsWith("CR|X9033|") && !run.equals(byNumber));
    }

    @Test
    void withoutTheTrainAllReportsArePassedOn() {
        List<SimulatedReport> passed = new ArrayList<>();
        try (WithheldTrain train = new WithheldTrain("X0000", directory.resolve("file"), passed::add)) {
            WEEK.forEach(train);
            assertThat(train.runId()).isEmpty();
        }
        assertThat(passed).isEqualTo(WEEK);
    }

    private static String withhold(String name, Path file, List<SimulatedReport> passed) {
        try (WithheldTrain train = new WithheldTrain(name, file, passed::add)) {
            WEEK.forEach(train);
            assertThat(train.count()).isEqualTo(WEEK.size() - passed.size());
            return train.runId().orElseThrow();
        }
    }

    private static List<TrainMovement> movements(Path file) throws IOException {
        List<TrainMovement> movements = new ArrayList<>();
        try (MovementReader reader = MovementFormat.NDJSON.open(Files.newInputStream(file), "file", Optional.empty())) {
            for (Optional<Reading> next = reader.next(); next.isPresent(); next = reader.next()) {
                movements.add(((Reading.Movement) next.get()).movement());
            }
        }
        return movements;
    }
}
