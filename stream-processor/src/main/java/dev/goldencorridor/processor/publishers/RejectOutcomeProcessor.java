package dev.goldencorridor.processor.publishers;

import dev.goldencorridor.processor.messages.PublisherUpdate;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.schemas.topics.RejectHeaders;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The node {@code reject-outcomes}. Reads publisher and reason from the headers of a rejected record. So every step may
 * reject, and none must count.
 */
public final class RejectOutcomeProcessor implements Processor<byte[], byte[], String, StepMessage> {
    private ProcessorContext<String, StepMessage> context;

    @Override
    public void init(ProcessorContext<String, StepMessage> newContext) {
        this.context = newContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        String topic = text(record.headers(), RejectHeaders.TOPIC);
        String reason = text(record.headers(), RejectHeaders.REASON);
        if (topic.startsWith(TopicCatalogue.MOVEMENTS_PREFIX)) {
            context.forward(new Record<>(
                    TopicCatalogue.publisherOf(topic), new PublisherUpdate.Rejected(reason), record.timestamp()));
        }
    }

    /** Empty if the header is absent: a former release forwarded misplaced records without their origin. */
    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
