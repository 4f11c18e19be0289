package dev.goldencorridor.producer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.TrainMovement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the readings of the shared samples with the events that their fact sheet expects. */
class TafSamplesTest {
    private static final Path SAMPLES = Path.of("..", "..", "shared", "data", "taf", "samples");
    private static final JsonMapper MAPPER = new JsonMapper();

    @Test
    void everySampleGivesTheExpectedEvents() throws IOException {
        assumeThat(SAMPLES).isDirectory();
        Map<String, UUID> ids = new HashMap<>();
        Map<UUID, String> keys = new HashMap<>();
        for (Path expected : files(SAMPLES.resolve("expected"))) {
            String name = expected.getFileName().toString().replace(".ndjson", "");
            // Archives are opened before the reader.
            if (name.endsWith(".zip")) {
                continue;
            }
            List<TrainMovement> movements = movements(name);
            List<String> lines = Files.readAllLines(expected);
            assertThat(movements).as(name).hasSameSizeAs(lines);
            for (int i = 0; i < lines.size(); i++) {
                JsonNode event = MAPPER.readTree(lines.get(i));
                TrainMovement movement = movements.get(i);
                assertThat(fields(movement)).as(name).isEqualTo(fields(event));
                String key = event.get("key").toString();
                assertThat(ids.computeIfAbsent(key, unseen -> movement.getEventId()))
                        .isEqualTo(movement.getEventId());
                assertThat(keys.computeIfAbsent(movement.getEventId(), unseen -> key))
                        .isEqualTo(key);
                if (event.has("retracts")) {
                    assertThat(movement.getRetracts())
                            .isEqualTo(ids.get(event.get("retracts").toString()));
                } else {
                    assertThat(movement.getRetracts()).isNull();
                }
            }
        }
        assertThat(ids).isNotEmpty();
    }

    @Test
    void compositionsAndHostileSamplesGiveNoMovements() throws IOException {
        assumeThat(SAMPLES).isDirectory();
        assertThat(readings("08-composition.xml"))
                .containsExactly(new Reading.NotMovement("feed:2 (message 1)", "TrainCompositionMessage"));
        assertThat(Readings.faults(readings("hostile-doctype.xml")))
                .singleElement()
                .satisfies(fault -> assertThat(fault).contains("DOCTYPE"));
        assertThat(Readings.faults(readings("cut-off.xml"))).hasSize(1);
    }

    /** The sheet was written before estimates existed. */
    private static List<TrainMovement> movements(String name) throws IOException {
        List<TrainMovement> movements = new ArrayList<>(Readings.movements(readings(name)));
        movements.removeIf(movement -> movement.getDetail() instanceof Estimate);
        return movements;
    }

    private static List<Reading> readings(String name) throws IOException {
        Path file = SAMPLES.resolve(name);
        return TafDocuments.read(
                Files.readAllBytes(
                        Files.exists(file) ? file : SAMPLES.resolve("extra").resolve(name)),
                Map.of());
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static List<Object> fields(JsonNode event) {
        JsonNode detail = event.get("detail");
        List<Object> fields = new ArrayList<>();
        for (String field : List.of("trainRunId", "trainNumber", "facility", "direction")) {
            fields.add(event.get(field).asText());
        }
        for (String field : List.of("occurredAt", "plannedAt", "createdAt")) {
            fields.add(
                    event.get(field).isNull()
                            ? null
                            : Instant.parse(event.get(field).asText()));
        }
        Stream.of("type", "movement", "origin", "destination", "alertType", "code", "text")
                .map(field -> detail.path(field).isTextual() ? detail.get(field).asText() : null)
                .forEach(fields::add);
        return fields;
    }

    private static List<Object> fields(TrainMovement movement) {
        List<Object> fields = new ArrayList<>(List.of(
                movement.getTrainRunId(),
                movement.getTrainNumber(),
                movement.getFacility(),
                movement.getDirection().name(),
                movement.getOccurredAt()));
        fields.add(movement.getPlannedAt());
        fields.add(movement.getCreatedAt());
        Object detail = movement.getDetail();
        fields.add(detail.getClass().getSimpleName());
        fields.add(detail instanceof Plan plan ? plan.getMovement().name() : null);
        fields.add(detail instanceof Departure departure ? departure.getOrigin() : null);
        fields.add(detail instanceof Arrival arrival ? arrival.getDestination() : null);
        DelayCause cause = detail instanceof DelayCause found ? found : null;
        fields.add(cause == null ? null : cause.getAlertType());
        fields.add(cause == null ? null : cause.getCode());
        fields.add(cause == null ? null : Objects.requireNonNull(cause.getText()));
        return fields;
    }
}
