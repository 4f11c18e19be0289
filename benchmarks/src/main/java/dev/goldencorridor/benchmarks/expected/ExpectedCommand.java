package dev.goldencorridor.benchmarks.expected;

import dev.goldencorridor.processor.model.Quantiles;
import dev.goldencorridor.producer.format.MovementFormat;
import dev.goldencorridor.producer.format.MovementReader;
import dev.goldencorridor.producer.format.ReadOptions;
import dev.goldencorridor.producer.format.Reading;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.simulator.Scenario;
import dev.goldencorridor.simulator.SimulatedReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run expected}: how far expected times are from what happened, beside the plan alone. */
@Command(
        name = "expected",
        mixinStandardHelpOptions = true,
        description = "Quality of expected times: on the calibrated years, or on captures of the TRUST feed.")
public final class ExpectedCommand implements Callable<Integer> {
    private static final String GREAT_BRITAIN = "gb-trust";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--reports",
            defaultValue = "1000000",
            description = "The most reports of the calibrated years (default: all).")
    private int maxReports;

    @Option(
            names = "--step",
            defaultValue = "20",
            description = "How many reports come in a second of the wall clock (default: 20).")
    private int reportsInStep;

    @Parameters(arity = "0..*", description = "Captures of the TRUST feed; without any, the calibrated years.")
    private List<Path> captures = List.of();

    private final Expectations expectations = new Expectations();
    private final Map<String, Expectations.Outcome> outcomes = new HashMap<>();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Path directory = Files.createTempDirectory("expected");
        if (captures.isEmpty()) {
            try (ReplayedRuns runs = new ReplayedRuns(directory, Map.of())) {
                replay(
                        runs,
                        Scenario.CORRIDOR_2025.simulation().stream()
                                .limit(maxReports)
                                .toList());
            }
        } else {
            List<TrainMovement> movements = read();
            Path ports = portsOf(movements, directory.resolve("ports.csv"));
            try (ReplayedRuns runs = new ReplayedRuns(directory, Map.of("ports.file", ports.toString()))) {
                replay(runs, withTimetable(movements));
            }
        }
        expectations.print(out, outcomes);
        return 0;
    }

    private void replay(ReplayedRuns runs, List<SimulatedReport> reports) {
        int inStep = 0;
        for (SimulatedReport report : reports) {
            runs.publish(report.publisher(), report.movement());
            collect(report.movement());
            if (++inStep % reportsInStep == 0) {
                runs.advance(status -> expectations.add(status, p10At(status, runs)));
            }
        }
    }

    /** What happened: the last report of each event. Retractions are rare and are ignored. */
    private void collect(TrainMovement movement) {
        Object detail = movement.getDetail();
        String event = detail instanceof Arrival
                ? "ARRIVAL"
                : detail instanceof Departure
                        ? "DEPARTURE"
                        : detail instanceof Clearance step && step.getStep() == ClearanceStep.RELEASED
                                ? "RELEASE"
                                : null;
        if (event != null && movement.getRetracts() == null) {
            outcomes.put(
                    Expectations.key(movement.getTrainRunId(), movement.getFacility(), event),
                    new Expectations.Outcome(movement.getOccurredAt(), movement.getPlannedAt()));
        }
    }

    /** The expected time has the median; the tenth percentile is as far before it as in the broadcast quantiles. */
    private static Instant p10At(TrainRunStatus status, ReplayedRuns runs) {
        if (status.getNextExpectedP90At() == null) {
            return null;
        }
        String kind = status.getDirection().equals("DOMESTIC") ? "" : "_" + status.getDirection();
        Quantiles quantiles =
                switch (status.getNextEvent()) {
                    case "ARRIVAL" ->
                        runs.quantiles("ROUTE/" + status.getLastFacility() + "-" + status.getNextFacility(), "TRANSIT");
                    case "RELEASE" -> runs.quantiles("PORT/" + status.getNextFacility(), "CLEARANCE" + kind);
                    default ->
                        Optional.ofNullable(runs.quantiles("PORT/" + status.getNextFacility(), "DWELL" + kind))
                                .orElseGet(() -> runs.quantiles("HUB/" + status.getNextFacility(), "DWELL"));
                };
        return quantiles == null
                ? null
                : status.getNextExpectedAt().minusMillis(quantiles.p50Millis() - quantiles.p10Millis());
    }

    private List<TrainMovement> read() throws IOException {
        List<TrainMovement> movements = new ArrayList<>();
        Set<UUID> ids = new HashSet<>();
        for (Path capture : captures) {
            try (InputStream in = Files.newInputStream(capture);
                    MovementReader reader = MovementFormat.TRUST.open(
                            in, capture.toString(), Optional.of(GREAT_BRITAIN), ReadOptions.DEFAULT)) {
                for (Optional<Reading> next = reader.next(); next.isPresent(); next = reader.next()) {
                    if (next.get() instanceof Reading.Movement read
                            && ids.add(read.movement().getEventId())) {
                        movements.add(read.movement());
                    }
                }
            }
        }
        movements.sort(Comparator.comparing(TrainMovement::getCreatedAt));
        return movements;
    }

    /** A capture has no timetable. Each run announces the plans of its own movements when it is first heard of. */
    private static List<SimulatedReport> withTimetable(List<TrainMovement> movements) {
        List<SimulatedReport> reports = new ArrayList<>();
        Set<String> announced = new HashSet<>();
        for (TrainMovement movement : movements) {
            if (announced.add(movement.getTrainRunId())) {
                movements.stream()
                        .filter(other ->
                                other.getTrainRunId().equals(movement.getTrainRunId()) && other.getPlannedAt() != null)
                        .forEach(other -> reports.add(report(plan(other, movement.getCreatedAt()))));
            }
            reports.add(report(movement));
        }
        return reports;
    }

    private static TrainMovement plan(TrainMovement movement, Instant announcedAt) {
        PlannedMovement planned =
                movement.getDetail() instanceof Arrival ? PlannedMovement.ARRIVAL : PlannedMovement.DEPARTURE;
        return TrainMovement.newBuilder(movement)
                .setEventId(
                        UUID.nameUUIDFromBytes(movement.getEventId().toString().getBytes(StandardCharsets.UTF_8)))
                .setOccurredAt(announcedAt.minus(Duration.ofMinutes(30)))
                .setCreatedAt(announcedAt.minus(Duration.ofMinutes(30)))
                .setDetail(new Plan(planned))
                .build();
    }

    private static SimulatedReport report(TrainMovement movement) {
        return new SimulatedReport(movement.getCreatedAt(), GREAT_BRITAIN, movement);
    }

    /** Transits are measured between places of the catalogue. */
    private static Path portsOf(List<TrainMovement> movements, Path file) throws IOException {
        Set<String> facilities = new TreeSet<>();
        movements.forEach(movement -> facilities.add(movement.getFacility()));
        List<String> rows = new ArrayList<>();
        rows.add("code,name,kind,country,zone");
        facilities.forEach(facility -> rows.add(facility + "," + facility + ",HUB,GB,Europe/London"));
        return Files.write(file, rows);
    }
}
