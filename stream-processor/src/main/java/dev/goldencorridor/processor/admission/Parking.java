package dev.goldencorridor.processor.admission;

import static dev.goldencorridor.processor.limits.TaskLimits.MAX_PARKED_BYTES;
import static dev.goldencorridor.processor.limits.TaskLimits.MAX_PARKED_RECORDS;
import static dev.goldencorridor.processor.limits.TurnLimits.MAX_RETRIED_RECORDS;

import dev.goldencorridor.schemas.limits.MovementLimits;
import dev.goldencorridor.schemas.topics.RejectReason;
import dev.goldencorridor.schemas.wire.PublisherSchemas;
import dev.goldencorridor.schemas.wire.SchemaNotKnownYetException;
import dev.goldencorridor.schemas.wire.UndecodableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which records wait for their schema ids, and for how long. The grace of a record passes only while the
 * registry answers, so an outage of the registry rejects no parked record. For the task's thread.
 */
final class Parking {
    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);

    /** A record with a longer key is rejected at once, since the key is no run id by any schema. */
    private static final int MAX_RUN_ID_BYTES = 4 * MovementLimits.MAX_NAME_CHARS;

    private static final long WARNING_INTERVAL_MS = 10_000;

    private final PublisherSchemas schemas;
    private final Duration grace;
    private final ParkedRecords records;
    private final Results results;
    private final Map<String, Long> warnedAt = new HashMap<>();
    private final Map<String, Long> answeringSince = new HashMap<>();

    /** Receives the records that are no longer parked, or never were. */
    interface Results {
        /** The registry has the schema now, or has refused it. */
        void schemaDecided(Record<byte[], byte[]> record, Origin origin);

        void rejected(Record<byte[], byte[]> record, RecordMetadata origin, RejectReason reason, String message);
    }

    /**
     * @param grace how long the registry may lack a schema id
     * @param records the parked records of the task
     */
    Parking(PublisherSchemas schemas, Duration grace, ParkedRecords records, Results results) {
        this.schemas = schemas;
        this.grace = grace;
        this.records = records;
        this.results = results;
    }

    /**
     * Parks a record, or rejects it.
     *
     * @param now the time of day, milliseconds since 1970-01-01T00:00Z
     * @return whether the record is parked
     */
    boolean park(Record<byte[], byte[]> record, RecordMetadata origin, SchemaNotKnownYetException unknown, long now) {
        if (record.key().length > MAX_RUN_ID_BYTES) {
            results.rejected(
                    record,
                    origin,
                    RejectReason.KEY_NOT_RUN_ID,
                    "the key has " + record.key().length + " bytes; a trainRunId has at most "
                            + MovementLimits.MAX_NAME_CHARS + " characters");
            return false;
        }
        String topic = origin.topic();
        observeRegistry(topic, now);
        if (mayNotWait(topic)) {
            results.rejected(record, origin, RejectReason.UNKNOWN_SCHEMA, unknown.getMessage());
            return false;
        }
        ParkedRecord waiting = new ParkedRecord(
                new Origin(topic, origin.partition(), origin.offset()),
                record.timestamp(),
                now,
                unknown.schemaId(),
                record.key(),
                record.value());
        if (!records.add(waiting)) {
            results.rejected(
                    record,
                    origin,
                    RejectReason.UNKNOWN_SCHEMA,
                    unknown.getMessage() + "; the record cannot wait for it, since as many records of " + topic
                            + " wait for unknown schema ids as are allowed (" + MAX_PARKED_RECORDS
                            + " records, " + MAX_PARKED_BYTES + " bytes)");
            return false;
        }
        warn(waiting, unknown.getMessage(), now);
        return true;
    }

    /** Without a grace, records wait only while the registry does not answer. */
    private boolean mayNotWait(String topic) {
        return grace.isZero() && answeringSince.containsKey(topic);
    }

    private void warn(ParkedRecord waiting, String message, long now) {
        Origin origin = waiting.origin();
        Long warned = warnedAt.get(origin.topic());
        if (warned == null || now - warned >= WARNING_INTERVAL_MS || now < warned) {
            warnedAt.put(origin.topic(), now);
            LOG.warn(
                    "{}-{}@{} waits up to {} for schema id {}: {}",
                    origin.topic(),
                    origin.partition(),
                    origin.offset(),
                    grace,
                    waiting.schemaId(),
                    message);
        }
    }

    private void observeRegistry(String topic, long now) {
        if (schemas.isAnswering(topic)) {
            answeringSince.putIfAbsent(topic, now);
        } else {
            answeringSince.remove(topic);
        }
    }

    /** Tries again each schema id that records wait for, and rejects the records whose grace has passed. */
    void retry(long now) {
        int left = MAX_RETRIED_RECORDS;
        for (String topic : records.topics()) {
            int rejections = 0;
            for (int schemaId : records.nextSchemaIds(topic)) {
                if (left <= 0) {
                    return;
                }
                boolean decided = isDecided(topic, schemaId);
                observeRegistry(topic, now);
                long parkedBefore = decided ? Long.MAX_VALUE : graceOverBefore(topic, now);
                List<ParkedRecord> due = records.take(topic, schemaId, parkedBefore, left);
                left -= due.size();
                if (decided) {
                    LOG.info("{} records of {} go on, which have waited for schema id {}", due.size(), topic, schemaId);
                    due.forEach(waited -> results.schemaDecided(record(waited), waited.origin()));
                } else {
                    due.forEach(this::rejectUnknown);
                    rejections += due.size();
                }
            }
            if (rejections > 0) {
                LOG.warn("Rejected {} records of {}: the registry does not know their schema ids", rejections, topic);
            }
        }
    }

    /** Returns the time before which a record must have been parked for its grace to be over. */
    private long graceOverBefore(String topic, long now) {
        Long since = answeringSince.get(topic);
        return since == null || now - since < grace.toMillis() ? Long.MIN_VALUE : now - grace.toMillis() + 1;
    }

    /** Whether the registry has the schema of an id, or refuses it. */
    private boolean isDecided(String topic, int schemaId) {
        try {
            schemas.schema(topic, schemaId);
            return true;
        } catch (UndecodableException e) {
            return true;
        } catch (SchemaNotKnownYetException e) {
            return false;
        }
    }

    private void rejectUnknown(ParkedRecord waited) {
        results.rejected(
                record(waited),
                waited.origin(),
                RejectReason.UNKNOWN_SCHEMA,
                "the registry knows no Avro schema by id " + waited.schemaId() + "; the record has waited for it for "
                        + grace);
    }

    private static Record<byte[], byte[]> record(ParkedRecord waited) {
        return new Record<>(waited.key(), waited.value(), waited.timestamp());
    }
}
