package dev.goldencorridor.operationscentre.topics;

import dev.goldencorridor.operationscentre.state.BoardState;
import dev.goldencorridor.operationscentre.state.ReaderStatus;
import dev.goldencorridor.runtime.Backoff;
import dev.goldencorridor.runtime.health.Heartbeat;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.schemas.wire.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies records to a state. A record that can never be decoded is logged and skipped. While the registry is
 * unavailable, it waits: a skipped record would be missing for ever. For one thread.
 */
final class RecordDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(RecordDecoder.class);

    private final ValueReader values;
    private final ReaderStatus status;
    private final Heartbeat heartbeat;
    private final CountDownLatch closing;
    private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));

    RecordDecoder(ValueReader values, ReaderStatus status, Heartbeat heartbeat, CountDownLatch closing) {
        this.values = values;
        this.status = status;
        this.heartbeat = heartbeat;
        this.closing = closing;
    }

    /**
     * Applies one record.
     *
     * @return whether the state may have changed
     * @throws WakeupException if the board closes
     */
    boolean apply(ConsumerRecord<byte[], byte[]> record, BoardState state, Instant now) {
        if (record.key() == null) {
            return skip(record, "it has no key");
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        try {
            String text = record.value() == null ? null : decode(record);
            state.accept(record.topic(), key, text, receivedAt(record, now));
            return true;
        } catch (UndecodableException | IllegalArgumentException e) {
            return skip(record, e.getMessage());
        }
    }

    private String decode(ConsumerRecord<byte[], byte[]> record) {
        while (true) {
            try {
                String text = values.read(record.topic(), record.value());
                backoff.reset();
                return text;
            } catch (RegistryUnavailableException e) {
                status.noRegistry("the schema registry does not answer: " + e.getMessage());
                LOG.warn("Reading waits for the schema registry: {}", e.getMessage());
                // To wait is no reason for a restart.
                heartbeat.beat();
                pause();
            }
        }
    }

    private void pause() {
        try {
            if (closing.await(backoff.pause().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new WakeupException();
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private boolean skip(ConsumerRecord<byte[], byte[]> record, String why) {
        String position = record.topic() + "-" + record.partition() + "@" + record.offset();
        LOG.error("The record at {} is left out: {}", position, why);
        status.undecodable(position + ": " + why);
        return false;
    }

    /**
     * When the record was received. An old record that is read only now was received when it was written. The clocks
     * of two machines may differ a little.
     */
    private static Instant receivedAt(ConsumerRecord<byte[], byte[]> record, Instant now) {
        Instant written = Instant.ofEpochMilli(record.timestamp());
        boolean isRecent = Duration.between(written, now).abs().compareTo(Duration.ofMinutes(1)) < 0;
        return isRecent || written.isAfter(now) ? now : written;
    }
}
