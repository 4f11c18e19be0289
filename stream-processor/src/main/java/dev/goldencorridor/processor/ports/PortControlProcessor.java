package dev.goldencorridor.processor.ports;

import dev.goldencorridor.processor.messages.PortStatusUpdate;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.processor.rejects.RejectReason;
import dev.goldencorridor.processor.rejects.RejectedRecord;
import dev.goldencorridor.schemas.PortControl;
import dev.goldencorridor.schemas.wire.UndecodableException;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WriterSchemas;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Reads what is decided about ports. What cannot be read is rejected; a tombstone opens the port. When the registry stays
 * away it throws, so that the record is read again later.
 */
public final class PortControlProcessor implements Processor<byte[], byte[], byte[], PortControlProcessor.Reading> {
    /** The step that each outcome goes to. */
    public static final String READ = "decided";

    public static final String REJECTED = "not-readable";

    private static final int LONGEST_KEY = 256;
    /** In UTF-8 a character of a string takes 3 bytes at most. */
    private static final int MAX_KEY_BYTES = 3 * LONGEST_KEY;

    private static final int LONGEST_REASON = 300;

    private final WriterSchemas schemas;
    private WireDeserializer<PortControl> decoder;
    private ProcessorContext<byte[], Reading> context;

    /** What became of a record. */
    public sealed interface Reading {
        record Decided(String facility, PortStatusUpdate news) implements Reading {}

        /**
         * It goes to the rejects; the record's headers tell why and whence.
         *
         * @param original the value as received
         */
        @SuppressWarnings("ArrayRecordComponent") // Never compared: it is on its way out.
        record Rejected(byte[] original) implements Reading {}
    }

    /** @param schemas by which it was written */
    public PortControlProcessor(WriterSchemas schemas) {
        this.schemas = schemas;
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
        String facility = record.key().length > MAX_KEY_BYTES ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (facility.isBlank()
                || facility.length() > LONGEST_KEY
                || facility.chars().anyMatch(PortControlProcessor::isNone)) {
            reject(record, RejectReason.BLANK_FIELD, "the key is not a facility's code", null);
            return;
        }
        if (record.value() == null) {
            decided(record, facility, PortStatusUpdate.OPEN);
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
        decided(
                record,
                facility,
                control.getClosed()
                        ? new PortStatusUpdate(
                                true,
                                reason(control.getReason()),
                                control.getDecidedAt().toEpochMilli())
                        : PortStatusUpdate.OPEN);
    }

    private static boolean isNone(int character) {
        return character == '|' || Character.isISOControl(character);
    }

    private static String reason(String told) {
        if (told == null || told.isBlank()) {
            return null;
        }
        return told.codePointCount(0, told.length()) <= LONGEST_REASON
                ? told
                : told.substring(0, told.offsetByCodePoints(0, LONGEST_REASON));
    }

    private void decided(Record<byte[], byte[]> record, String facility, PortStatusUpdate news) {
        // Without the headers of the record: they may be longer than an internal topic takes.
        context.forward(new Record<>(record.key(), new Reading.Decided(facility, news), record.timestamp()), READ);
    }

    private void reject(Record<byte[], byte[]> record, RejectReason reason, String message, Throwable cause) {
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        Record<byte[], byte[]> rejected = RejectedRecord.of(record, origin, reason, message, cause);
        context.forward(
                rejected.withValue(new Reading.Rejected(rejected.value())).withTimestamp(context.currentSystemTimeMs()),
                REJECTED);
    }

    /** The news that goes on under the facility's code. */
    public static StepMessage news(Reading reading) {
        return ((Reading.Decided) reading).news();
    }
}
