package dev.goldencorridor.benchmarks.peers.streams;

import dev.goldencorridor.benchmarks.peers.KeyedAnswer;
import dev.goldencorridor.benchmarks.peers.Trip;
import dev.goldencorridor.processor.combining.Contribution;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Tells what a trip adds to its dimension, and each advance of time. */
final class Contribute extends ContextualProcessor<String, Trip, String, Contribution> {
    private long furthest = Long.MIN_VALUE;

    @Override
    public void process(Record<String, Trip> record) {
        Trip trip = record.value();
        if (!trip.isMark()) {
            context()
                    .forward(record.withKey(KeyedAnswer.dimensionKey(trip.dimension()))
                            .withValue(new Contribution.PaneChange(trip.minute(), trip.pane())));
        }
        if (trip.occurredAt() > furthest) {
            furthest = trip.occurredAt();
            context().forward(record.withKey("").withValue(new Contribution.Watermark(furthest)));
        }
    }
}
