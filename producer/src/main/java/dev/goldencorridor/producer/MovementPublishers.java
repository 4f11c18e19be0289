package dev.goldencorridor.producer;

import dev.goldencorridor.producer.validation.MovementValidation;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishers by name, for programs that publish for several port systems, such as the simulator. They share one
 * connection and one limit on events in flight. With {@code credentials.dir}, each publisher has a connection and a
 * limit of its own, since each authenticates by its own name. Safe for use by several threads.
 */
public final class MovementPublishers implements AutoCloseable {
    private final Map<String, MovementPublisher> byName = new ConcurrentHashMap<>();
    private final PublisherCatalogue catalogue;
    private final MovementValidation validation;
    private final Function<String, TopicPresence> topics;
    private final PublisherSenders senders;
    private final Tracing tracing;

    /**
     * @param topics the check of a publisher's topic
     * @param senders closed with these publishers
     * @param tracing records the spans; the senders close it
     */
    MovementPublishers(
            PublisherCatalogue catalogue,
            Clock clock,
            Function<String, TopicPresence> topics,
            PublisherSenders senders,
            Tracing tracing) {
        this.catalogue = catalogue;
        this.validation = new MovementValidation(catalogue, clock);
        this.topics = topics;
        this.senders = senders;
        this.tracing = tracing;
    }

    /**
     * Connects to the brokers, then to the registry, and registers the schema. A topic is checked when its publisher
     * is first used.
     *
     * @param settings read with {@link PublishSettings#definition()}
     * @param clock decides whether an event lies in the future
     * @throws PublishException if no broker answers
     * @throws dev.goldencorridor.runtime.registry.RegistryUnavailableException if no registry answers
     * @throws dev.goldencorridor.runtime.registry.IncompatibleRegistryException if the registry refuses the
     *     schema
     */
    public static MovementPublishers connect(Settings settings, Clock clock) {
        PublisherCatalogue catalogue = PublisherCatalogue.of(settings);
        Settings any = PublisherIdentity.ofAny(settings, catalogue.publishers());
        TopicPresence.requireBroker(any);
        Registry registry = Registry.connect(any, any.duration(PublishSettings.REGISTRY_PATIENCE_CONFIG));
        try {
            registry.verify(
                    List.of(ContractSubjects.TRAIN_MOVEMENT), any.bool(CommonSettings.REGISTRY_AUTO_REGISTER_CONFIG));
            Tracing tracing = Tracing.open("publish", settings, new Metrics());
            return new MovementPublishers(
                    catalogue,
                    clock,
                    name -> TopicPresence.on(PublisherIdentity.of(settings, name)),
                    senders(settings, registry, () -> {
                        tracing.close();
                        registry.close();
                        catalogue.close();
                    }),
                    tracing);
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    private static PublisherSenders senders(Settings settings, Registry registry, Runnable onClosed) {
        return PublisherIdentity.isSeparate(settings)
                ? PublisherSenders.separate(name -> sender(PublisherIdentity.of(settings, name), registry), onClosed)
                : PublisherSenders.shared(sender(settings, registry), onClosed);
    }

    private static BoundedSender sender(Settings settings, Registry registry) {
        return new BoundedSender(
                producer(settings, registry),
                settings.integer(PublishSettings.MAX_IN_FLIGHT_CONFIG),
                settings.duration(PublishSettings.MAX_BLOCK_CONFIG));
    }

    /**
     * Returns the publisher of that name. The first call for a name checks that its topic exists.
     *
     * @throws PublishException if the catalogue has no such publisher, its topic is missing or no broker answers
     */
    public MovementPublisher of(String name) {
        MovementPublisher known = byName.get(name);
        if (known != null) {
            return known;
        }
        return byName.computeIfAbsent(name, absent -> open(absent, () -> {}));
    }

    boolean contains(String name) {
        return catalogue.contains(name);
    }

    static String unknown(String name, PublisherCatalogue catalogue) {
        return "publisher '" + name + "' is not in the publisher catalogue; known are "
                + String.join(", ", catalogue.publishers()) + ". Add it to a file named by "
                + CommonSettings.PUBLISHERS_FILE_CONFIG;
    }

    /** Waits until every published event is acknowledged or has failed. */
    public void flush() {
        senders.flush();
    }

    /**
     * Waits until every published event is acknowledged or has failed, then closes the connections to brokers and
     * registry.
     */
    @Override
    public void close() {
        senders.close();
    }

    /** Returns a publisher whose {@code close} also closes these publishers. */
    MovementPublisher owning(String name) {
        return open(name, this::close);
    }

    private MovementPublisher open(String name, Runnable onPublisherClosed) {
        if (!catalogue.contains(name)) {
            throw new PublishException(unknown(name, catalogue));
        }
        topics.apply(name).require(TopicCatalogue.movementsOf(name));
        return new MovementPublisher(name, validation, senders.of(name), tracing, onPublisherClosed);
    }

    private static Producer<String, TrainMovement> producer(Settings settings, Registry registry) {
        try {
            return new KafkaProducer<>(
                    PublishSettings.producer(settings),
                    new StringSerializer(),
                    new WireSerializer<>(registry, TrainMovement.getClassSchema()));
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new PublishException(
                    "Kafka's producer cannot start: " + cause.getMessage() + ". Check "
                            + CommonSettings.BOOTSTRAP_SERVERS_CONFIG + " and the kafka.* settings",
                    e);
        }
    }
}
