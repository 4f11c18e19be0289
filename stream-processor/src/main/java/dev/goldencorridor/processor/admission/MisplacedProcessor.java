package dev.goldencorridor.processor.admission;

import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.rejects.RejectedRecord;
import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.RejectHeaders;
import dev.goldencorridor.schemas.topics.RejectReason;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.UndecodableException;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WriterSchemas;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node {@code read-misplaced}. Decodes misplaced records on the partition that receives all reports of their runs.
 * It rejects undecodable records, so no record stops the pipeline here either.
 */
public final class MisplacedProcessor implements Processor<byte[], byte[], byte[], AdmissionResult> {
    private static final Logger LOG = LoggerFactory.getLogger(MisplacedProcessor.class);

    /** The child node that receives decoded movements. */
    public static final String READ = "misplaced-by-run";

    /** The child node that receives rejected records. */
    public static final String REJECTED = "misplaced-not-readable";

    private final WireDeserializer<TrainMovement> decoder;
    private final ProcessorMetrics metrics;
    private ProcessorContext<byte[], AdmissionResult> context;

    /**
     * @param schemas the schemas of the pipeline, and of publishers: a former release forwarded their bytes unchanged
     * @param metrics counts the rejected records
     */
    public MisplacedProcessor(WriterSchemas schemas, ProcessorMetrics metrics) {
        this.metrics = metrics;
        this.decoder = new WireDeserializer<>(schemas, TrainMovement.getClassSchema());
    }

    @Override
    public void init(ProcessorContext<byte[], AdmissionResult> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata here = context.recordMetadata().orElseThrow();
        Origin origin = origin(record.headers(), here);
        TrainMovement movement;
        try {
            movement = decoder.deserialize(here.topic(), record.value());
        } catch (UndecodableException e) {
            LOG.warn(
                    "Rejected {}-{}@{}, a movement on its way to its run's partition: {}",
                    here.topic(),
                    here.partition(),
                    here.offset(),
                    e.getMessage());
            metrics.rejected(RejectReason.of(e.reason()));
            Record<byte[], byte[]> rejection =
                    RejectedRecord.of(record, origin, RejectReason.of(e.reason()), e.getMessage(), e);
            context.forward(rejection.withValue(new AdmissionResult.Rejected(rejection.value())), REJECTED);
            return;
        }
        if (origin.topic().startsWith(TopicCatalogue.MOVEMENTS_PREFIX)) {
            AdmissionProcessor.replaceClaimedPublisher(movement, TopicCatalogue.publisherOf(origin.topic()));
        }
        Record<byte[], AdmissionResult> read =
                new Record<>(record.key(), new AdmissionResult.Accepted(movement), record.timestamp());
        TraceParent.copy(record.headers(), read.headers());
        RejectHeaders.putOrigin(read.headers(), origin.topic(), origin.partition(), origin.offset());
        context.forward(read, READ);
    }

    /**
     * Returns the origin of the publisher's record from the headers, or the origin of this record if they have none.
     */
    private static Origin origin(Headers headers, RecordMetadata here) {
        Header topic = headers.lastHeader(RejectHeaders.TOPIC);
        Header partition = headers.lastHeader(RejectHeaders.PARTITION);
        Header offset = headers.lastHeader(RejectHeaders.OFFSET);
        if (topic == null || partition == null || offset == null) {
            return new Origin(here.topic(), here.partition(), here.offset());
        }
        try {
            return new Origin(text(topic), Integer.parseInt(text(partition)), Long.parseLong(text(offset)));
        } catch (NumberFormatException e) {
            return new Origin(here.topic(), here.partition(), here.offset());
        }
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
