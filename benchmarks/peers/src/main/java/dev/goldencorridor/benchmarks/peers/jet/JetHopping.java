package dev.goldencorridor.benchmarks.peers.jet;

import static com.hazelcast.jet.aggregate.AggregateOperations.allOf;
import static com.hazelcast.jet.aggregate.AggregateOperations.counting;
import static com.hazelcast.jet.aggregate.AggregateOperations.summingLong;

import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.StreamStage;
import com.hazelcast.jet.pipeline.StreamStageWithKey;
import com.hazelcast.jet.pipeline.WindowDefinition;
import dev.goldencorridor.benchmarks.peers.Answer;
import dev.goldencorridor.benchmarks.peers.Assignment;
import dev.goldencorridor.benchmarks.peers.KeyedAnswer;
import dev.goldencorridor.benchmarks.peers.Trip;
import dev.goldencorridor.benchmarks.peers.Windows;
import dev.goldencorridor.processor.windows.Window;

/** Jet's sliding windows, as its documentation writes them; Jet adds panes of one hop and takes them away again. */
public final class JetHopping {
    private JetHopping() {}

    /** Starts it. */
    public static void run(Assignment assignment) {
        JetJob job = new JetJob(assignment);
        Pipeline pipeline = Pipeline.create();
        StreamStageWithKey<Trip, Integer> trips = pipeline.readFrom(job.trips())
                .withTimestamps(Trip::timestamp, Trip.DISORDER_MILLIS)
                .setLocalParallelism(Assignment.THREADS)
                .filter(trip -> !trip.isMark())
                .groupingKey(Trip::dimension);
        StreamStage<KeyedAnswer> answers = null;
        for (Window window : Windows.ALL) {
            String name = window.name();
            StreamStage<KeyedAnswer> ofWindow = trips.window(
                            WindowDefinition.sliding(Windows.millis(window), Windows.hopMillis(window)))
                    .aggregate(allOf(counting(), summingLong(Trip::kilograms)))
                    .map(sum -> KeyedAnswer.of(
                            sum.key(),
                            Window.of(name),
                            new Answer(
                                    sum.end(), sum.result().f0(), sum.result().f1(), Answer.NO_QUANTILE)));
            answers = answers == null ? ofWindow : answers.merge(ofWindow);
        }
        answers.writeTo(job.answers());
        job.run(pipeline);
    }
}
