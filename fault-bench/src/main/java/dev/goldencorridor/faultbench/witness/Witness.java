package dev.goldencorridor.faultbench.witness;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads all results of a corridor in a thread of its own, and passes each committed record to a check. */
public final class Witness implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Check check;
    private final Map<String, WireDeserializer<SpecificRecord>> decoders = new HashMap<>();
    private final Consumer<byte[], byte[]> consumer;
    private final Registry registry;
    private final Thread thread;
    private volatile boolean isClosing;
    private volatile RuntimeException failure;

    private Witness(Map<String, String> settings, Check check) {
        Settings common = Settings.of(CommonSettings.definition(), settings);
        this.check = check;
        this.registry = Registry.connect(common, PATIENCE);
        for (AggregateRoute route : AggregateRoute.all()) {
            decode(route.aggregate(), route.schema());
            decode(route.downstream(), route.schema());
        }
        decode(TopicCatalogue.DELAYS, DelayAlert.getClassSchema());
        decode(TopicCatalogue.CRITICAL_DELAYS, DelayAlert.getClassSchema());
        PublisherCatalogue.builtIn()
                .publishers()
                .forEach(publisher -> decode(TopicCatalogue.delaysOf(publisher), DelayAlert.getClassSchema()));
        Set<String> topics = new HashSet<>(decoders.keySet());
        topics.add(TopicCatalogue.REJECTED);
        this.consumer = WitnessConsumer.of(common.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG), topics);
        this.thread = new Thread(this::run, "witness");
    }

    private void decode(String topic, Schema schema) {
        decoders.put(topic, new WireDeserializer<>(registry, schema));
    }

    /**
     * Connects, and starts to read.
     *
     * @param settings the addresses of brokers and registry
     */
    public static Witness start(Map<String, String> settings, Check check) {
        Witness witness = new Witness(settings, check);
        witness.thread.start();
        return witness;
    }

    /** The reason why the witness stopped by itself; null while it reads. */
    public RuntimeException failure() {
        return failure;
    }

    private void run() {
        try (consumer) {
            while (!isClosing) {
                consumer.poll(POLL).forEach(this::receive);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void receive(ConsumerRecord<byte[], byte[]> received) {
        WireDeserializer<SpecificRecord> decoder = decoders.get(received.topic());
        boolean isDecoded = decoder != null && received.value() != null;
        check.observe(new Observation(
                received.topic(),
                received.partition(),
                received.key() == null ? "" : new String(received.key(), StandardCharsets.UTF_8),
                isDecoded ? decoder.deserialize(received.topic(), received.value()) : null,
                System.nanoTime()));
    }

    /** Stops reading. It does not finish the check. */
    @Override
    public void close() {
        isClosing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        registry.close();
    }
}
