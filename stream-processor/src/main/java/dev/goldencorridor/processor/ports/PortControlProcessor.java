package dev.goldencorridor.processor.ports;

import static dev.goldencorridor.processor.limits.RunLimits.MAX_STORED_TEXT_CHARS;
import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_NAME_CHARS;

import dev.goldencorridor.processor.messages.BroadcastUpdate;
import dev.goldencorridor.processor.messages.PortStatusUpdate;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.rejects.RejectedRecord;
import dev.goldencorridor.schemas.PortControl;
import dev.goldencorridor.schemas.places.FacilityCode;
import dev.goldencorridor.schemas.topics.RejectReason;
import dev.goldencorridor.schemas.wire.UndecodableException;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WriterSchemas;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Port control, {@code read-control}. Reads decisions about ports for step 5. A tombstone opens the port. A record that
 * cannot be read is rejected. If the schema registry stays unavailable, the processor throws, so that the record is
 * read again later.
 */
public final class PortControlProcessor implements Processor<byte[], byte[], byte[], PortControlProcessor.Reading> {
    /** The child node of decisions. */
    public static final String READ = "decided";

    /** The child node of rejects. */
    public static final String REJECTED = "not-readable";

    /** In UTF-8 a character of a string takes 3 bytes at most. */
    private static final int MAX_FACILITY_BYTES = 3 * MAX_NAME_CHARS;

    private final WriterSchemas schemas;
    private final ProcessorMetrics metrics;
    private WireDeserializer<PortControl> decoder;
    private ProcessorContext<byte[], Reading> context;

    /** The result of reading a record. */
    public sealed interface Reading {
        record Decided(String facility, PortStatusUpdate status) implements Reading {}

        /**
         * The record goes to the rejects. Its headers hold the reason and the origin.
         *
         * @param original the value as received
         */
        @SuppressWarnings("ArrayRecordComponent") // Only forwarded, never compared.
        record Rejected(byte[] original) implements Reading {}
    }

    /**
     * @param schemas the writer schemas of the control topic
     * @param metrics counts the rejected records
     */
    public PortControlProcessor(WriterSchemas schemas, ProcessorMetrics metrics) {
        this.metrics = metrics;
        this.schemas = schemas;
    }

    /** The decision of a reading, keyed by its facility. */
    public static KeyValue<String, BroadcastUpdate> byFacility(Reading decided) {
        return KeyValue.pair(((Reading.Decided) decided).facility(), ((Reading.Decided) decided).status());
    }

    @Override
    public void init(ProcessorContext<byte[], Reading> context) {
        this.context = context;
        this.decoder = new WireDeserializer<>(schemas, PortControl.getClassSchema());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.key() == null) {
            reject(record, RejectReason.NULL_KEY, "the key is null; it must be the facility", null);
            return;
        }
        // Measured before it is decoded: a publisher's key may be as long as a batch.
        String facility =
                record.key().length > MAX_FACILITY_BYTES ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (!FacilityCode.isValid(facility)) {
            reject(record, RejectReason.BLANK_FIELD, "the key is not a facility's code", null);
            return;
        }
        if (record.value() == null) {
            forward(record, facility, PortStatusUpdate.OPEN);
            return;
        }
        PortControl control;
        try {
            control = decoder.deserialize("", record.value());
        } catch (UndecodableException e) {
            reject(record, RejectReason.of(e.reason()), e.getMessage(), e.getCause() == null ? e : e.getCause());
            return;
        }
        if (!facility.equals(control.getFacility())) {
            reject(
                    record,
                    RejectReason.KEY_NOT_FACILITY,
                    "the key is '" + facility + "', facility is another; they must be the same",
                    null);
            return;
        }
        forward(record, facility, statusOf(control));
    }

    private static PortStatusUpdate statusOf(PortControl control) {
        return control.getClosed()
                ? new PortStatusUpdate(
                        true,
                        shortened(control.getReason()),
                        control.getDecidedAt().toEpochMilli())
                : PortStatusUpdate.OPEN;
    }

    /** Null if there is no reason. Counts code points, so that no character is split. */
    private static String shortened(String reason) {
        if (reason == null || reason.isBlank()) {
            return null;
        }
        return reason.codePointCount(0, reason.length()) <= MAX_STORED_TEXT_CHARS
                ? reason
                : reason.substring(0, reason.offsetByCodePoints(0, MAX_STORED_TEXT_CHARS));
    }

    private void forward(Record<byte[], byte[]> record, String facility, PortStatusUpdate status) {
        // Without the headers of the record: they may exceed the limit of an internal topic.
        context.forward(new Record<>(record.key(), new Reading.Decided(facility, status), record.timestamp()), READ);
    }

    private void reject(Record<byte[], byte[]> record, RejectReason reason, String message, Throwable cause) {
        metrics.rejected(reason);
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        Record<byte[], byte[]> rejected = RejectedRecord.of(record, origin, reason, message, cause);
        context.forward(
                rejected.withValue(new Reading.Rejected(rejected.value())).withTimestamp(context.currentSystemTimeMs()),
                REJECTED);
    }
}
