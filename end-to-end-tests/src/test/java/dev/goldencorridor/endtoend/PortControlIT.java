package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.cli.Corridor;
import dev.goldencorridor.schemas.PortControl;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code corridor control} on a real broker. */
class PortControlIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void aPortIsClosedAndOpenedAndTheListShowsWhichIsWhich() throws Exception {
        try (KillableCorridor corridor = new KillableCorridor(STACK.registryUrl(), Map.of())) {
            assertThat(control(corridor, "list")).isZero();
            assertThat(lines()).containsExactly("CNAKL (Alashankou) open", "CNHRS (Khorgos) open");

            assertThat(control(corridor, "close", "CNHRS", "--reason", "sandstorm"))
                    .isZero();
            assertThat(lines()).singleElement().asString().contains("CNHRS is closed: sandstorm", "control open CNHRS");
            assertThat(control(corridor, "list")).isZero();
            assertThat(lines())
                    .hasSize(2)
                    .last()
                    .asString()
                    .matches("CNHRS \\(Khorgos\\) closed since 20.*Z: sandstorm");

            assertThat(control(corridor, "open", "CNHRS")).isZero();
            assertThat(lines()).containsExactly("CNHRS is open.");
            assertThat(control(corridor, "list")).isZero();
            assertThat(lines()).hasSize(2).last().asString().matches("CNHRS \\(Khorgos\\) open since 20.*Z");

            List<PortControl> records = records(corridor);
            assertThat(records).extracting(PortControl::getClosed).containsExactly(true, false);
            assertThat(records).extracting(PortControl::getReason).containsExactly("sandstorm", null);

            send(corridor, "CNHRS", null);
            send(corridor, "CNAKL", new byte[] {9});
            assertThat(control(corridor, "list")).isZero();
            assertThat(lines()).containsExactly("CNAKL (Alashankou) open", "CNHRS (Khorgos) open");
            assertThat(err.toString()).contains("the state of CNAKL").contains("cannot be read");
        }
    }

    @Test
    void whereTheTopicIsMissingTheWayToMakeItIsSaid() throws Exception {
        try (KillableCorridor corridor = new KillableCorridor(STACK.registryUrl(), Map.of());
                Admin admin = corridor.admin()) {
            admin.deleteTopics(List.of(TopicCatalogue.CONTROL)).all().get();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !admin.listTopics().names().get().contains(TopicCatalogue.CONTROL));
            assertThat(control(corridor, "close", "CNHRS")).isEqualTo(2);
            assertThat(err.toString())
                    .contains("topic corridor.control does not exist", "corridor topics --apply")
                    .doesNotContain("\tat ");
        }
    }

    private static List<PortControl> records(KillableCorridor corridor) {
        WireDeserializer<PortControl> deserializer =
                new WireDeserializer<>(corridor.registry(), PortControl.getClassSchema());
        List<ConsumerRecord<byte[], byte[]>> records = corridor.read(TopicCatalogue.CONTROL);
        assertThat(records).allSatisfy(record -> assertThat(new String(record.key(), StandardCharsets.UTF_8))
                .isEqualTo("CNHRS"));
        return records.stream()
                .map(record -> deserializer.deserialize(record.topic(), record.value()))
                .toList();
    }

    private static void send(KillableCorridor corridor, String key, byte[] value) throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(corridor.client(Map.of()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TopicCatalogue.CONTROL, key, value))
                    .get();
        }
    }

    /** The output since the last call. */
    private List<String> lines() {
        List<String> lines = out.toString().lines().toList();
        out.getBuffer().setLength(0);
        return lines;
    }

    private int control(KillableCorridor corridor, String... command) {
        Stream<String> settings =
                Stream.concat(Stream.of("--dir", directory.toString()), corridor.connection().options().stream());
        return Corridor.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.of(Stream.of("control"), Stream.of(command), settings)
                        .flatMap(parts -> parts)
                        .toArray(String[]::new));
    }
}
