package dev.goldencorridor.benchmarks.peers;

/** One way to build rolling windows. */
@FunctionalInterface
interface Peer {
    /** Starts, or starts again; whatever it starts runs until the process ends. */
    void run(Assignment assignment) throws Exception;
}
