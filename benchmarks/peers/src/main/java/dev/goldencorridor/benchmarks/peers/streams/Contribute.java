package dev.goldencorridor.benchmarks.peers.streams;

import dev.goldencorridor.benchmarks.peers.KeyedAnswer;
import dev.goldencorridor.benchmarks.peers.Trip;
import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.model.Measurement;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Forwards the measurements of each trip to its dimension, and each advance of time. */
final class Contribute extends ContextualProcessor<String, Trip, String, AggregateUpdate.Uncombined> {
    private long furthest = Long.MIN_VALUE;

    @Override
    public void process(Record<String, Trip> record) {
        Trip trip = record.value();
        if (!trip.isMark()) {
            String dimension = KeyedAnswer.dimensionKey(trip.dimension());
            for (Measurement measurement : List.of(trip.trip(), trip.latency())) {
                context()
                        .forward(record.withKey(dimension)
                                .withValue(new AggregateUpdate.Delta(trip.minute(), measurement, 1)));
            }
        }
        if (trip.occurredAt() > furthest) {
            furthest = trip.occurredAt();
            context().forward(record.withKey("").withValue(new AggregateUpdate.WatermarkAdvanced(furthest)));
        }
    }
}
