package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.operationscentre.BoardSettings;
import dev.goldencorridor.operationscentre.topics.AcknowledgementProducer;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.Acknowledgement;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.ClusterCheck;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.sink.SinkSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Uses the permissions that only faults, restarts, acknowledgements and programs of others need. */
final class RareUse {
    private static final Instant RAISED_AT = Instant.parse("2026-03-02T00:00:00Z");

    private final SecureStack stack;
    private final AuthorizerLog decisions;
    private final Duration limit;

    RareUse(SecureStack stack, AuthorizerLog decisions, Duration limit) {
        this.stack = stack;
        this.decisions = decisions;
        this.limit = limit;
    }

    /** Returns when every kind of permission was used. */
    void useAll() throws Exception {
        for (String program : List.of(Principals.PROCESSOR, Principals.SINK)) {
            Settings settings = stack.settings(ClusterCheck.defineIn(CommonSettings.definition()))
                    .as(program);
            try (KafkaAdmin admin = KafkaAdmin.connect(settings)) {
                new ClusterCheck(admin, settings).require(Optional.empty());
            }
        }
        try (AcknowledgementProducer board = new AcknowledgementProducer(stack.settings(BoardSettings.definition()))) {
            board.save(Acknowledgement.newBuilder()
                    .setAlertKey("CNHRS|CN|X1|2026-03-02|DWELL_EXCEEDED")
                    .setRaisedAt(RAISED_AT)
                    .setBy("duty")
                    .setAcknowledgedAt(RAISED_AT)
                    .build());
        }
        try (KafkaAdmin operator = KafkaAdmin.connect(stack.settingsOf(Principals.OPERATOR))) {
            assertThat(operator.committedOffsets("corridor-processor.")).isNotEmpty();
        }
        readAsForeigners();
        // The processor and the sink each reject one; a second sink reads what was delivered.
        write(stack, "publisher-khorgos", "movements.khorgos");
        write(stack, Principals.PROCESSOR, AggregateRoute.TRIPS.aggregate());
        try (RunningSink second = RunningSink.start(stack.settings(SinkSettings.definition()))) {
            await().atMost(limit)
                    .until(() -> stack.read(TopicCatalogue.REJECTED).size() >= 2);
            // The processor counts the open rejects, and reads what was decided about them.
            assertThat(stack.run("rejects", "discard", "--all", "--because", "a test", "--apply"))
                    .startsWith("exit 0");
            await().atMost(limit)
                    .until(() -> decisions.unusedKinds(stack.plan()).isEmpty());
            assertThat(second.isRunning()).isTrue();
        }
    }

    private void readAsForeigners() {
        try (ForeignReader operations = ForeignReader.of(stack, "operations", "map");
                ForeignReader alerting = ForeignReader.of(stack, "alerting", "sms")) {
            assertThat(operations.read("ops.trips")).isPositive();
            assertThat(operations.read("delays.khorgos")).isPositive();
            assertThat(alerting.read("delays.khorgos")).isPositive();
        }
    }

    /** Writes one record that nobody can read. */
    static void write(SecureStack stack, String principal, String topic) {
        try (ForeignClient client =
                new ForeignClient(stack.settingsOf(principal).kafkaClient())) {
            client.write(topic);
        }
    }
}
