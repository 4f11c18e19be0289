package dev.goldencorridor.producer;

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

/** Kafka's producer with a bound on the events under way, counted: its own bound is on bytes, before they are taken off it. */
final class BoundedSender implements AutoCloseable {
    private final Producer<String, TrainMovement> producer;
    private final int bound;
    private final Semaphore room;
    private final Duration longestWait;
    private final Runnable afterwards;
    private volatile boolean closed;

    /**
     * @param producer closed with this
     * @param bound events under way, at most
     * @param longestWait how long to wait for room
     * @param afterwards run once the producer is closed
     */
    BoundedSender(Producer<String, TrainMovement> producer, int bound, Duration longestWait, Runnable afterwards) {
        this.producer = producer;
        this.bound = bound;
        this.room = new Semaphore(bound);
        this.longestWait = longestWait;
        this.afterwards = afterwards;
    }

    CompletableFuture<RecordMetadata> send(String topic, TrainMovement movement) {
        if (closed) {
            throw new PublishException("the publisher is closed: " + named(movement, topic) + " was not sent");
        }
        waitForRoom(topic, movement);
        CompletableFuture<RecordMetadata> acknowledged = new CompletableFuture<>();
        boolean handedOver = false;
        try {
            // The callback tells all that this future would.
            Future<RecordMetadata> unused =
                    producer.send(new ProducerRecord<>(topic, movement.getTrainRunId(), movement), (where, failure) -> {
                        room.release();
                        if (failure == null) {
                            acknowledged.complete(where);
                        } else {
                            acknowledged.completeExceptionally(notTaken(topic, movement, failure));
                        }
                    });
            handedOver = true;
        } catch (KafkaException | IllegalStateException e) {
            acknowledged.completeExceptionally(notTaken(topic, movement, e));
        } finally {
            if (!handedOver) {
                room.release();
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
        try {
            producer.close();
        } finally {
            afterwards.run();
        }
    }

    private void waitForRoom(String topic, TrainMovement movement) {
        try {
            if (!room.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new PublishException("for " + longestWait.toMillis() + " ms none of the " + bound
                        + " events under way was acknowledged: " + named(movement, topic)
                        + " was not sent. Look after the brokers, or raise " + PublishSettings.MAX_BLOCK_CONFIG);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishException("interrupted while waiting to send " + named(movement, topic), e);
        }
    }

    private static PublishException notTaken(String topic, TrainMovement movement, Exception failure) {
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
