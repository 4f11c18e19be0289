package dev.goldencorridor.benchmarks.peers.flink;

import dev.goldencorridor.benchmarks.peers.Assignment;

/** The pipeline's windows in Flink's keyed state. */
public final class FlinkRolling {
    private FlinkRolling() {}

    /** Starts it with its state on the heap. */
    public static void onHeap(Assignment assignment) throws Exception {
        run(assignment, "hashmap");
    }

    /** Starts it with its state in RocksDB. */
    public static void inRocksDb(Assignment assignment) throws Exception {
        run(assignment, "rocksdb");
    }

    private static void run(Assignment assignment, String stateBackend) throws Exception {
        FlinkJob job = new FlinkJob(assignment, stateBackend);
        job.run(job.trips().process(new RollKeyed()).uid("rolling"));
    }
}
