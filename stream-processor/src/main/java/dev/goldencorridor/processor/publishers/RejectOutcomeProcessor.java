package dev.goldencorridor.processor.publishers;

import dev.goldencorridor.processor.messages.PublisherUpdate;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.schemas.topics.RejectHeaders;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
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
        String topic = RejectHeaders.text(record.headers(), RejectHeaders.TOPIC);
        String reason = RejectHeaders.text(record.headers(), RejectHeaders.REASON);
        // The topic is empty if a former release forwarded a misplaced record without its origin.
        if (topic.startsWith(TopicCatalogue.MOVEMENTS_PREFIX)) {
            context.forward(new Record<>(
                    TopicCatalogue.publisherOf(topic), new PublisherUpdate.Rejected(reason), record.timestamp()));
        }
    }
}
