package dev.goldencorridor.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.schemas.PortControl;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ControlCommandTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2025-10-01T12:00:00.000000001Z"), ZoneOffset.UTC);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CountDownLatch closed = new CountDownLatch(1);

    @TempDir
    private Path directory;

    @Test
    void aPortStateIsPublishedToTheControlTopicUnderItsFacility() {
        MockProducer<String, PortControl> kafka = kafka();
        try (PortControls controls = new PortControls(kafka, NOON, closed::countDown)) {
            controls.publish("CNHRS", true, Optional.of("sandstorm"));
            controls.publish("CNHRS", false, Optional.empty());
        }
        Instant decided = Instant.parse("2025-10-01T12:00:00Z");
        assertThat(kafka.history()).hasSize(2).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo("corridor.control");
            assertThat(record.key()).isEqualTo("CNHRS");
        });
        assertThat(kafka.history().get(0).value()).isEqualTo(new PortControl("CNHRS", true, "sandstorm", decided));
        assertThat(kafka.history().get(1).value()).isEqualTo(new PortControl("CNHRS", false, null, decided));
        assertThat(kafka.closed()).isTrue();
        assertThat(closed.getCount()).isZero();
    }

    @Test
    void aRefusedPortStateIsReported() {
        MockProducer<String, PortControl> refusing = kafka();
        refusing.sendException = new TimeoutException("no leader");
        try (PortControls controls = new PortControls(refusing, NOON, closed::countDown)) {
            assertThatThrownBy(() -> controls.publish("CNHRS", true, Optional.empty()))
                    .isInstanceOf(PublishException.class)
                    .hasMessageContaining("CNHRS")
                    .hasMessageContaining("no leader");
        }
    }

    @Test
    void onlyBorderPortsCanBeClosed() {
        for (String command : List.of("close", "open")) {
            assertThat(run(command, "CNXAG")).isEqualTo(2);
        }
        assertThat(err.toString().lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                .contains("CNXAG is no border port; these are CNAKL, CNHRS")
                .contains("ports.file"));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aBorderPortOfTheUsersOwnCatalogueIsOneToo() throws Exception {
        Path ports = Files.writeString(
                directory.resolve("ports.csv"),
                "code,name,kind,country,zone,latitude,longitude\nCNTUG,Torugart,BORDER_PORT,CN,Asia/Shanghai,,\n");
        assertThat(run(nowhere("close", "CNTUG", "--set", "ports.file=" + ports)))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no broker answered at 127.0.0.1:1");
    }

    @Test
    void aMissingBrokerIsReportedSoonAndNothingIsPublished() {
        assertThat(run(nowhere("close", "CNHRS", "--reason", "sandstorm"))).isEqualTo(2);
        assertThat(run(nowhere("open", "CNHRS"))).isEqualTo(2);
        assertThat(run(nowhere("list"))).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(3).allSatisfy(line -> assertThat(line)
                .contains("no broker answered at 127.0.0.1:1"));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void withoutAPortOrACommandItPrintsItsUsage() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("close", "open", "list");
        assertThat(run("close")).isEqualTo(2);
        assertThat(err.toString()).contains("PORT");
    }

    @Test
    void everyCommandExplainsItself() {
        for (String command : List.of("close", "open", "list")) {
            assertThat(run(command, "--help")).isZero();
            assertThat(out.toString()).contains("Usage: control " + command, "Exit codes: 0");
        }
    }

    private static MockProducer<String, PortControl> kafka() {
        return new MockProducer<>(true, null, new StringSerializer(), (topic, control) -> new byte[0]);
    }

    private String[] nowhere(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(
                "--dir",
                directory.toString(),
                "--set",
                "bootstrap.servers=127.0.0.1:1",
                "--set",
                "publish.connect.timeout=300ms"));
        return arguments.toArray(String[]::new);
    }

    private int run(String... arguments) {
        return new CommandLine(new ControlCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
