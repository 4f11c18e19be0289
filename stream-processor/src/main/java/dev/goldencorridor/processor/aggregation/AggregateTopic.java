package dev.goldencorridor.processor.aggregation;

import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** Each aggregate goes to the topic that its route names. */
public final class AggregateTopic implements TopicNameExtractor<String, Aggregate> {
    @Override
    public String extract(String key, Aggregate aggregate, RecordContext context) {
        return aggregate.route().aggregate();
    }

    /** As it stands in the topology's description. */
    @Override
    public String toString() {
        return "the aggregate's route";
    }
}
