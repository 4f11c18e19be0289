package dev.goldencorridor.benchmarks.peers.jet;

import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.StreamStage;
import com.hazelcast.jet.pipeline.test.TestSources;
import dev.goldencorridor.benchmarks.peers.Assignment;
import dev.goldencorridor.benchmarks.peers.Dimensions;
import dev.goldencorridor.benchmarks.peers.Trip;

/** The pipeline's windows in Jet's keyed state. */
public final class JetRolling {
    private static final int TICKS_PER_SECOND = 20;

    private JetRolling() {}

    /** Starts it. */
    public static void run(Assignment assignment) {
        JetJob job = new JetJob(assignment);
        Pipeline pipeline = Pipeline.create();
        StreamStage<Trip> trips = pipeline.readFrom(job.trips())
                .withoutTimestamps()
                .setLocalParallelism(Assignment.THREADS)
                .flatMap(trip -> trip.isMark()
                        ? Traversers.traverseStream(Dimensions.all().mapToObj(trip::in))
                        : Traversers.singleton(trip));
        // Keyed state has no timers in Jet: what has changed is published when a tick comes.
        StreamStage<Trip> ticks = pipeline.readFrom(TestSources.itemStream(TICKS_PER_SECOND))
                .withoutTimestamps()
                .flatMap(tick -> Traversers.traverseStream(Dimensions.all().mapToObj(Trip.TICK::in)));
        trips.merge(ticks)
                .groupingKey(Trip::dimension)
                .flatMapStateful(
                        RollingState::new, (state, dimension, trip) -> Traversers.traverseIterable(state.take(trip)))
                .setLocalParallelism(Assignment.THREADS)
                .writeTo(job.answers());
        job.run(pipeline);
    }
}
