package dev.goldencorridor.producer;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.PortControl;
import dev.goldencorridor.schemas.places.Port;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to corridor.control that border ports are closed or open. */
final class PortControls implements AutoCloseable {
    private final Producer<String, PortControl> producer;
    private final Clock clock;
    private final Runnable onClosed;

    /** @param onClosed runs after the producer is closed */
    PortControls(Producer<String, PortControl> producer, Clock clock, Runnable onClosed) {
        this.producer = producer;
        this.clock = clock;
        this.onClosed = onClosed;
    }

    /**
     * Checks port, brokers, topic and registry, in this order, and connects.
     *
     * @param given read with {@link PublishSettings#definition()}
     * @param port the facility whose state will be published
     * @throws PublishException if it is no border port, no broker answers or the topic is missing
     */
    static PortControls connect(Settings given, Clock clock, String port) {
        Settings settings = PublisherIdentity.ofOperator(given);
        requireBorderPort(PortCatalogue.of(settings), port);
        TopicPresence.requireBroker(settings);
        TopicPresence.on(settings).require(TopicCatalogue.CONTROL);
        Registry registry = Registry.connect(settings, settings.duration(PublishSettings.REGISTRY_PATIENCE_CONFIG));
        try {
            registry.verify(
                    List.of(ContractSubjects.PORT_CONTROL),
                    settings.bool(CommonSettings.REGISTRY_AUTO_REGISTER_CONFIG));
            return new PortControls(
                    new KafkaProducer<>(
                            PublishSettings.producer(settings),
                            new StringSerializer(),
                            new WireSerializer<>(registry, PortControl.getClassSchema())),
                    clock,
                    registry::close);
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    /**
     * Refuses other facilities: trains wait for clearance at border ports, and the alert of a closed port is about
     * one.
     */
    static void requireBorderPort(PortCatalogue ports, String port) {
        if (!ports.isBorderPort(port)) {
            throw new PublishException(port + " is no border port; these are "
                    + ports.all().stream()
                            .map(Port::code)
                            .filter(ports::isBorderPort)
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ". Name another in the file of " + CommonSettings.PORTS_FILE_CONFIG
                    + ", for the processor too");
        }
    }

    /**
     * Publishes the state of a port, decided now. Returns when the brokers have acknowledged it.
     *
     * @throws PublishException if they do not acknowledge it
     */
    void publish(String port, boolean closed, Optional<String> reason) {
        PortControl control = new PortControl(
                port, closed, reason.orElse(null), clock.instant().truncatedTo(ChronoUnit.MILLIS));
        try {
            producer.send(new ProducerRecord<>(TopicCatalogue.CONTROL, port, control))
                    .get();
        } catch (ExecutionException e) {
            throw notAcknowledged(port, e.getCause());
        } catch (KafkaException e) {
            throw notAcknowledged(port, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishException(
                    "interrupted before the brokers acknowledged the state of " + port
                            + ". Show the state that they have with: corridor control list",
                    e);
        }
    }

    private static PublishException notAcknowledged(String port, Throwable why) {
        return new PublishException(
                "the brokers did not accept the state of " + port + ": " + why.getMessage() + ". Publish it again",
                why);
    }

    @Override
    public void close() {
        try {
            producer.close();
        } finally {
            onClosed.run();
        }
    }
}
