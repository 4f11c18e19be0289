package dev.goldencorridor.endtoend;

import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the pipeline's clock twice a second, in place of a pipeline, until it pauses. */
final class TickingClock implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 500;

    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    private final KafkaProducer<byte[], byte[]> producer;
    private boolean isPaused;

    /**
     * @param client properties of every client
     * @param topics are created, with one partition each
     */
    TickingClock(Map<String, Object> client, Collection<String> topics)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(topics.stream()
                            .map(topic ->
                                    new NewTopic(topic, 1, (short) 1).configs(Map.of("cleanup.policy", "compact")))
                            .toList())
                    .all()
                    .get();
        }
        this.producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        var unused = ticker.scheduleAtFixedRate(this::tick, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void tick() {
        if (!isPaused) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            String value = "{\"asOf\":\"" + now + "\",\"mode\":\"wall\",\"watermark\":\"" + now + "\"}";
            write(AggregateRoute.CLOCK.downstream(), "corridor", value.getBytes(StandardCharsets.UTF_8));
        }
    }

    void write(String topic, String key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** Returns when the last tick is written. */
    synchronized void pause() {
        isPaused = true;
        producer.flush();
    }

    synchronized void resume() {
        isPaused = false;
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        producer.close();
    }
}
