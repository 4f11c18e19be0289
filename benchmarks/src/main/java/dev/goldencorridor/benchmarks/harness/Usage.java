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
 * What a process has used since its start, told by itself.
 *
 * @param peakHeap bytes: the sum of the heap pools' peaks
 * @param peakResident bytes of memory, native memory included; -1 where the system does not tell
 * @param collecting time that garbage collections took
 */
public record Usage(long peakHeap, long peakResident, Duration collecting) {
    private static final String NAME = "used";
    private static final Path STATUS = Path.of("/proc/self/status");

    /** That of this process. */
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

    /** Tells the parent. */
    public void tell() {
        System.out.println(NAME + " " + peakHeap + " " + peakResident + " " + collecting.toMillis());
        System.out.flush();
    }

    /** What a child told before it ended. */
    public static Usage of(ChildJvm ended) {
        String[] fields = ended.lastHeard(NAME).split(" ", -1);
        return new Usage(
                Long.parseLong(fields[0]), Long.parseLong(fields[1]), Duration.ofMillis(Long.parseLong(fields[2])));
    }
}
