package dev.goldencorridor.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.producer.validation.MovementFault;
import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MovementPublisherTest {
    private static final int BOUND = 2;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final MockProducer<String, TrainMovement> kafka =
            new MockProducer<>(false, null, new StringSerializer(), (topic, movement) -> new byte[0]);
    private final MovementPublishers publishers = new MovementPublishers(
            PublisherCatalogue.builtIn(),
            Clock.systemUTC(),
            publisher -> topic -> {
                if (topic.equals("movements.uty")) {
                    throw new PublishException("topic " + topic + " does not exist");
                }
            },
            PublisherSenders.shared(new BoundedSender(kafka, BOUND, Duration.ofMillis(20)), closed::countDown),
            Tracing.off());

    @AfterEach
    void close() {
        publishers.close();
    }

    @Test
    void anEventGoesToItsPublishersTopicUnderItsRun() throws Exception {
        CompletableFuture<RecordMetadata> future = publishers.of("khorgos").publish(movement("CNHRS"));
        assertThat(future).isNotDone();
        kafka.completeNext();
        assertThat(future).isCompleted();
        assertThat(future.get().topic()).isEqualTo("movements.khorgos");
        assertThat(kafka.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("movements.khorgos");
            assertThat(record.key().getBytes(StandardCharsets.UTF_8)).asString().isEqualTo("CR|X8003|2025-06-01");
        });
    }

    @Test
    void anEventCarriesTheCallersTraceOrOneOfItsOwn() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assertThat(publishers.of("khorgos").publish(movement("CNHRS"), trace)).isNotDone();
        assertThat(publishers.of("khorgos").publish(movement("CNHRS"))).isNotDone();
        assertThat(kafka.history())
                .extracting(record -> new String(TraceParent.of(record.headers()), StandardCharsets.US_ASCII))
                .first()
                .isEqualTo(trace);
        assertThat(TraceParent.of(kafka.history().get(1).headers())).isNotNull();
        assertThatThrownBy(() -> publishers.of("khorgos").publish(movement("CNHRS"), "00-hostile"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(kafka.history()).hasSize(2);
        kafka.completeNext();
        kafka.completeNext();
    }

    @Test
    void anInvalidEventIsNotSentAndItsFaultsAreNamed() {
        assertThatThrownBy(() -> publishers.of("khorgos").publish(movement("CNAKL")))
                .isInstanceOf(InvalidMovementException.class)
                .hasMessageContaining("'khorgos' may not report CNAKL");
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void theFirstFaultsAreNamedAndTheRestCounted() {
        List<MovementFault> faults = IntStream.range(0, 500)
                .mapToObj(i -> new MovementFault("hs code", "entry " + i))
                .toList();
        assertThat(new InvalidMovementException(faults))
                .hasMessageStartingWith("entry 0; entry 1; ")
                .hasMessageEndingWith("; entry 9; and 490 more");
        assertThat(new InvalidMovementException(faults.subList(0, 2))).hasMessage("entry 0; entry 1");
    }

    @Test
    void whenTooManyAreUnderWayPublishingWaitsAndThenFails() {
        MovementPublisher publisher = publishers.of("khorgos");
        for (int i = 0; i < BOUND; i++) {
            assertThat(publisher.publish(movement("CNHRS"))).isNotDone();
        }
        assertThatThrownBy(() -> publisher.publish(movement("CNHRS")))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("none of the 2 events under way was acknowledged")
                .hasMessageContaining(PublishSettings.MAX_BLOCK_CONFIG);
        kafka.completeNext();
        assertThat(publisher.publish(movement("CNHRS"))).isNotDone();
    }

    @Test
    void aFailureFailsTheFutureAndReleasesThePermit() {
        MovementPublisher publisher = publishers.of("khorgos");
        for (int i = 0; i < 3 * BOUND; i++) {
            CompletableFuture<RecordMetadata> future = publisher.publish(movement("CNHRS"));
            kafka.errorNext(new TimeoutException("120000 ms has passed"));
            assertThat(future)
                    .failsWithin(Duration.ofSeconds(1))
                    .withThrowableThat()
                    .withCauseInstanceOf(PublishException.class)
                    .withMessageContaining("of run CR|X8003|2025-06-01 to movements.khorgos was not acknowledged")
                    .withMessageContaining("same eventId");
        }
    }

    @Test
    void flushWaitsForEverything() {
        CompletableFuture<RecordMetadata> future = publishers.of("khorgos").publish(movement("CNHRS"));
        publishers.flush();
        assertThat(future).isCompleted();
    }

    @Test
    void closingClosesTheRegistryAndRefusesLaterEvents() {
        MovementPublisher publisher = publishers.of("khorgos");
        publishers.close();
        assertThat(closed.getCount()).isZero();
        assertThatThrownBy(() -> publisher.publish(movement("CNHRS")))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("the publisher is closed");
    }

    @Test
    void anUnknownPublisherOrAMissingTopicIsReportedAtOnce() {
        assertThatThrownBy(() -> publishers.of("nobody"))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("known are alashankou");
        assertThatThrownBy(() -> publishers.of("uty")).hasMessageContaining("movements.uty does not exist");
    }

    @Test
    void durabilityCannotBeSwitchedOff() {
        Settings settings = Settings.of(
                PublishSettings.definition(),
                Map.of("kafka.acks", "0", "kafka.enable.idempotence", "false", "publish.compression", "zstd"));
        assertThat(PublishSettings.producer(settings))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("compression.type", "zstd");
    }

    private static TrainMovement movement(String facility) {
        Instant at = Instant.parse("2025-06-03T08:30:00Z");
        return new TrainMovement(
                UUID.randomUUID(),
                null,
                "CR|X8003|2025-06-01",
                "X8003",
                facility,
                Direction.OUTBOUND,
                at,
                null,
                at,
                "khorgos",
                new Departure("CNXAG", "KZALA", null, "Chang'an", 1435, null));
    }
}
