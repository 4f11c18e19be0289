package dev.goldencorridor.processor.aggregation;

import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** Sends each aggregate to the topic that its route names. */
public final class AggregateTopic implements TopicNameExtractor<String, Aggregate> {
    @Override
    public String extract(String key, Aggregate aggregate, RecordContext context) {
        return aggregate.route().aggregate();
    }

    /** The topology's description shows this text. */
    @Override
    public String toString() {
        return "the aggregate's route";
    }
}
