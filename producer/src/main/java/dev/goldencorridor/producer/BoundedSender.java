package dev.goldencorridor.producer;

import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * A Kafka producer with a limit on the events in flight. Kafka's own limit counts bytes, and releases them before the
 * acknowledgement.
 */
final class BoundedSender implements AutoCloseable {
    private final Producer<String, TrainMovement> producer;
    private final int maxInFlight;
    private final Semaphore permits;
    private final Duration maxWait;
    private volatile boolean closed;

    /**
     * Creates a sender.
     *
     * @param producer closed with this sender
     * @param maxInFlight how many events may be in flight
     * @param maxWait how long to wait for a permit
     */
    BoundedSender(Producer<String, TrainMovement> producer, int maxInFlight, Duration maxWait) {
        this.producer = producer;
        this.maxInFlight = maxInFlight;
        this.permits = new Semaphore(maxInFlight);
        this.maxWait = maxWait;
    }

    /** @param trace the value of the header for traces, 55 bytes */
    CompletableFuture<RecordMetadata> send(String topic, TrainMovement movement, byte[] trace) {
        if (closed) {
            throw new PublishException("the publisher is closed: " + named(movement, topic) + " was not sent");
        }
        acquirePermit(topic, movement);
        CompletableFuture<RecordMetadata> acknowledged = new CompletableFuture<>();
        boolean handedOver = false;
        try {
            ProducerRecord<String, TrainMovement> record =
                    new ProducerRecord<>(topic, movement.getTrainRunId(), movement);
            TraceParent.addTo(record.headers(), trace);
            // The callback reports the same as this future.
            Future<RecordMetadata> unused = producer.send(record, (where, failure) -> {
                permits.release();
                if (failure == null) {
                    acknowledged.complete(where);
                } else {
                    acknowledged.completeExceptionally(notAcknowledged(topic, movement, failure));
                }
            });
            handedOver = true;
        } catch (KafkaException | IllegalStateException e) {
            acknowledged.completeExceptionally(notAcknowledged(topic, movement, e));
        } finally {
            if (!handedOver) {
                permits.release();
            }
        }
        return acknowledged;
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        closed = true;
        producer.close();
    }

    private void acquirePermit(String topic, TrainMovement movement) {
        try {
            if (!permits.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new PublishException("for " + maxWait.toMillis() + " ms none of the " + maxInFlight
                        + " events under way was acknowledged: " + named(movement, topic)
                        + " was not sent. Check the brokers, or raise " + PublishSettings.MAX_BLOCK_CONFIG);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishException("interrupted while waiting to send " + named(movement, topic), e);
        }
    }

    private static PublishException notAcknowledged(String topic, TrainMovement movement, Exception failure) {
        String advice = failure instanceof RecordTooLargeException
                ? ". Make it smaller: no reader takes more than 1 MiB"
                : ". Publish it again with the same eventId: it counts once";
        return new PublishException(
                named(movement, topic) + " was not acknowledged: " + failure.getMessage() + advice, failure);
    }

    private static String named(TrainMovement movement, String topic) {
        return "event " + movement.getEventId() + " of run " + movement.getTrainRunId() + " to " + topic;
    }
}
