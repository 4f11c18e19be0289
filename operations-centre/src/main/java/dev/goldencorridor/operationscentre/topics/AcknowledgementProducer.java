package dev.goldencorridor.operationscentre.topics;

import dev.goldencorridor.operationscentre.api.AcknowledgementLog;
import dev.goldencorridor.operationscentre.api.Problem;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.Acknowledgement;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes acknowledgements to their topic. All boards read them back from it, this one too. */
public final class AcknowledgementProducer implements AcknowledgementLog, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Registry registry;
    private final WireSerializer<Acknowledgement> serializer;
    private final Producer<byte[], byte[]> producer;

    /** Connects when the first acknowledgement is written. */
    public AcknowledgementProducer(Settings settings) {
        this.registry = Registry.connect(settings, Duration.ofSeconds(2));
        this.serializer = new WireSerializer<>(registry, Acknowledgement.getClassSchema());
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT.toMillis());
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "corridor-board-acknowledgements");
        properties.putAll(settings.kafkaClient());
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void save(Acknowledgement acknowledgement) {
        write(acknowledgement.getAlertKey(), acknowledgement);
    }

    @Override
    public void withdraw(String alertKey) {
        write(alertKey, null);
    }

    private void write(String alertKey, Acknowledgement value) {
        try {
            byte[] bytes = serializer.serialize(TopicCatalogue.ACKNOWLEDGEMENTS, value);
            var unused = producer.send(new ProducerRecord<>(
                            TopicCatalogue.ACKNOWLEDGEMENTS, alertKey.getBytes(StandardCharsets.UTF_8), bytes))
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw notSaved(e.getCause());
        } catch (TimeoutException | KafkaException | RegistryUnavailableException e) {
            throw notSaved(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notSaved(e);
        }
    }

    private static Problem notSaved(Throwable why) {
        return new Problem(
                503,
                "Not saved",
                "the acknowledgement was not saved: " + why.getMessage(),
                "try again; to repeat it is harmless. If the topic is missing, run: corridor topics --apply");
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
        registry.close();
    }
}
