package dev.goldencorridor.processor.state;

/**
 * The heap that one task may count on. One process may hold the tasks of all partitions, so a task counts on its
 * partition's share.
 *
 * @param bytes the share
 */
public record TaskHeap(long bytes) {
    /** The share of one of the partitions in this process. */
    public static TaskHeap of(int partitions) {
        return new TaskHeap(Runtime.getRuntime().maxMemory() / partitions);
    }

    /**
     * Limits the entries of a cache or a register.
     *
     * @param maxEntries the limit in a large heap
     * @param fraction the divisor of the share that all entries may take
     * @param bytesPerEntry the usual size of an entry on the heap
     */
    public int limit(int maxEntries, int fraction, int bytesPerEntry) {
        return (int) Math.min(maxEntries, Math.max(1, bytes / fraction / bytesPerEntry));
    }
}
