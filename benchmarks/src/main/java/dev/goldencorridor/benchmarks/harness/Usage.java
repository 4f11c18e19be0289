package dev.goldencorridor.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The resources that a process has used since its start, as it reports them itself.
 *
 * @param peakHeap bytes; the sum of the peaks of the heap pools
 * @param peakResident bytes, including native memory; -1 if the system does not report it
 * @param collecting time of garbage collections
 */
public record Usage(long peakHeap, long peakResident, Duration collecting) {
    private static final String NAME = "used";
    private static final Path STATUS = Path.of("/proc/self/status");

    /** The usage of this process. */
    public static Usage now() {
        long peak = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                peak += pool.getPeakUsage().getUsed();
            }
        }
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            millis += collector.getCollectionTime();
        }
        return new Usage(peak, resident(), Duration.ofMillis(millis));
    }

    private static long resident() {
        if (!Files.isReadable(STATUS)) {
            return -1;
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + STATUS, e);
        }
    }

    /** Prints the usage for the parent process. */
    public void print() {
        System.out.println(NAME + " " + peakHeap + " " + peakResident + " " + collecting.toMillis());
        System.out.flush();
    }

    /** The last usage that a child printed before it ended. */
    public static Usage of(ChildJvm ended) {
        String[] fields = ended.lastValue(NAME).split(" ", -1);
        return new Usage(
                Long.parseLong(fields[0]), Long.parseLong(fields[1]), Duration.ofMillis(Long.parseLong(fields[2])));
    }
}
