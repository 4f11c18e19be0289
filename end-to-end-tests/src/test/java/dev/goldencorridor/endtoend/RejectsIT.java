package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldencorridor.cli.Corridor;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.PublisherStatus;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code corridor rejects} on a real broker: rejected records are shown and repaired, each once. */
class RejectsIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int REJECTS = 400;

    @TempDir
    static Path directory;

    private static KillableCorridor corridor;
    private static WireSerializer<TrainMovement> encoder;

    @BeforeAll
    static void start() throws Exception {
        corridor = new KillableCorridor(STACK.registryUrl(), Map.of());
        encoder = new WireSerializer<>(corridor.registry(), TrainMovement.getClassSchema());
        corridor.runProcessor("processor.schema.grace=1s");
    }

    @AfterAll
    static void stop() {
        corridor.close();
    }

    @Test
    void rejectsAreShownWithTheirStatesAndRepaired() throws Exception {
        TrainMovement healed = departure("CR|X1|2026-11-28", "CNHRS");
        TrainMovement misnamed = departure("CR|X2|2026-11-28", "CNHRS");
        byte[] malformed = Arrays.copyOf(encode(misnamed), 60);
        publish(null, encode(healed));
        publish(misnamed.getTrainRunId(), encode(renamed(misnamed)));
        publish(misnamed.getTrainRunId(), malformed);
        awaitRejects("khorgos", 3);
        publish(healed.getTrainRunId(), encode(healed));

        JsonNode list = json("list", "--publisher", "khorgos", "--format", "json");
        assertThat(states(list)).isEqualTo(Map.of("NULL_KEY", "HEALED", "NOT_A_CODE", "OPEN", "MALFORMED", "OPEN"));
        assertThat(run("show", placeOf(list, "MALFORMED")))
                .contains("trainNumber", "Fault at byte", "^^ byte", "repair the serializer");
        assertThat(run("stats", "--publisher", "khorgos", "--format", "csv")).contains("khorgos,NOT_A_CODE,1,1,0,0,0,");

        Path patch = Files.writeString(directory.resolve("patch.yaml"), "change: [{set: {facility: CNHRS}}]");
        String[] replay = {"replay", "--publisher", "khorgos", "--patch", patch.toString()};
        assertThat(run(replay)).contains("1 would be published, 1 still rejected {PATCH=1}", "nothing was changed");
        assertThat(corridor.read(TopicCatalogue.REJECT_OUTCOMES)).isEmpty();
        assertThat(run(with(replay, "--apply", "--because", "wrong code"))).contains("1 published, 1 still rejected");
        assertThat(run("discard", placeOf(list, "MALFORMED"), "--because", "a test", "--apply"))
                .contains("1 discarded");
        assertThat(states(json("list", "--publisher", "khorgos", "--format", "json")))
                .isEqualTo(Map.of("NULL_KEY", "HEALED", "NOT_A_CODE", "REPLAYED", "MALFORMED", "DISCARDED"));
        assertThat(run("show", placeOf(list, "NOT_A_CODE"))).contains("REPLAYED by ", "because wrong code", "CNHRS");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(status("khorgos").getAccepted()).isEqualTo(2));
        assertThat(corridor.read(TopicCatalogue.REJECTED).stream().filter(record -> isOf("khorgos", record.headers())))
                .as("the topic of rejects is as it was")
                .hasSize(3);
    }

    @Test
    void aReplayThatIsKilledAndRepeatedPublishesEachRecordOnce() throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < REJECTS; i++) {
            TrainMovement movement = departure("CR|Y" + i + "|2026-11-28", "CNAKL");
            records.add(new ProducerRecord<>(
                    TopicCatalogue.movementsOf("alashankou"),
                    utf8(movement.getTrainRunId()),
                    encode(renamed(movement))));
        }
        corridor.publishAll(Map.of(), records);
        awaitRejects("alashankou", REJECTS);
        Path patch = Files.writeString(
                directory.resolve("kill.json"), "{\"change\": [{\"set\": {\"facility\": \"CNAKL\"}}]}");
        String[] replay = {"replay", "--publisher", "alashankou", "--patch", patch.toString(), "--apply"};
        for (int kill = 0; kill < 2; kill++) {
            int before = published();
            Process process = start(with(replay, "--rate", "100"));
            await().atMost(LIMIT).until(() -> published() > before || !process.isAlive());
            ApplicationProcess.kill(process);
        }
        assertThat(published()).as("killed in between").isBetween(2, REJECTS - 1);
        assertThat(run(with(replay, "--rate", "10000"))).contains(" published, 0 still rejected");
        assertThat(published()).isEqualTo(REJECTS);
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(status("alashankou").getAccepted()).isEqualTo(REJECTS);
            assertThat(status("alashankou").getDuplicates()).isZero();
        });
        assertThat(run(replay)).contains("0 published");
    }

    /** The records of the input topic beyond those that were rejected. */
    private static int published() {
        return corridor.read(TopicCatalogue.movementsOf("alashankou")).size() - REJECTS;
    }

    private static Process start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Corridor.class.getName()));
        command.addAll(List.of(complete(arguments)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("replay.log").toFile())
                .start();
    }

    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        PrintWriter both = new PrintWriter(out, true);
        int exit = Corridor.commandLine().setOut(both).setErr(both).execute(complete(arguments));
        assertThat(exit).as(out.toString()).isBetween(0, 2);
        return out.toString();
    }

    private static JsonNode json(String... arguments) throws Exception {
        return new ObjectMapper().readTree(run(arguments));
    }

    private static String[] complete(String... arguments) {
        String[] command = with(new String[] {"rejects"}, arguments);
        return with(
                with(command, "--dir", directory.toString()),
                corridor.connection().options().toArray(String[]::new));
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static Map<String, String> states(JsonNode list) {
        Map<String, String> states = new TreeMap<>();
        list.forEach(
                one -> states.put(one.get("reason").asText(), one.get("state").asText()));
        return states;
    }

    private static String placeOf(JsonNode list, String reason) {
        for (JsonNode one : list) {
            if (one.get("reason").asText().equals(reason)) {
                return one.get("reject").asText();
            }
        }
        throw new AssertionError("no reject with " + reason + ": " + list);
    }

    private static void awaitRejects(String publisher, int number) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(corridor.read(TopicCatalogue.REJECTED).stream()
                        .filter(record -> isOf(publisher, record.headers())))
                .hasSize(number));
    }

    private static boolean isOf(String publisher, org.apache.kafka.common.header.Headers headers) {
        return new String(headers.lastHeader("corridor.reject.topic").value(), StandardCharsets.UTF_8)
                .equals(TopicCatalogue.movementsOf(publisher));
    }

    private static PublisherStatus status(String publisher) {
        String topic = AggregateRoute.PUBLISHERS.aggregate();
        return (PublisherStatus)
                corridor.latest(AggregateRoute.PUBLISHERS, topic).get(publisher);
    }

    private static void publish(String key, byte[] value) throws Exception {
        corridor.publishRaw("khorgos", null, key, value);
    }

    private static byte[] encode(TrainMovement movement) {
        return encoder.serialize("", movement);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static TrainMovement renamed(TrainMovement movement) {
        return TrainMovement.newBuilder(movement).setFacility("a name").build();
    }

    private static TrainMovement departure(String run, String facility) {
        Instant now = Instant.now();
        return new TrainMovement(
                UUID.randomUUID(),
                null,
                run,
                "X1",
                facility,
                Direction.OUTBOUND,
                now,
                null,
                now,
                "any",
                new Departure(null, null, null, null, null, null));
    }
}
