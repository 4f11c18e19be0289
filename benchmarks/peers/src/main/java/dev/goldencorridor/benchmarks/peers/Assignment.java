package dev.goldencorridor.benchmarks.peers;

import java.nio.file.Path;

/**
 * Where a contender reads, writes and keeps what it must not lose.
 *
 * @param id names its consumer group, transactions and internal topics; the same when it starts again after a kill
 */
public record Assignment(String id, String bootstrapServers, String input, String output, Path directory) {
    /** Threads, or the parallelism, of every contender. */
    public static final int THREADS = 2;

    /** Between commits, checkpoints or snapshots. */
    public static final long INTERVAL_MILLIS = 100;
}
