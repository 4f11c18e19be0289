package dev.goldencorridor.faultbench.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The clocks of the processors, which the bench can set wrong. The time since the start of a process stays right. They
 * need libfaketime, which the Debian package {@code faketime} installs.
 */
public final class FakeClocks {
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib64/faketime/libfaketimeMT.so.1"));

    private final Path library;
    private final Path directory;

    private FakeClocks(Path library, Path directory) {
        this.library = library;
        this.directory = directory;
    }

    /** Creates clocks that are right; empty if the library does not exist. */
    public static Optional<FakeClocks> create(Path directory) throws IOException {
        Optional<Path> library = LIBRARIES.stream().filter(Files::exists).findFirst();
        if (library.isEmpty()) {
            return Optional.empty();
        }
        FakeClocks clocks = new FakeClocks(library.get(), directory.toAbsolutePath());
        for (int processor = 1; processor <= BenchCorridor.INSTANCES; processor++) {
            clocks.set(processor, Duration.ZERO);
        }
        return Optional.of(clocks);
    }

    /** The environment of a processor, numbered from 1. */
    Map<String, String> environment(int processor) {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", file(processor).toString(),
                // The file is read once a second. A read for each look at the clock would slow the process down.
                "FAKETIME_CACHE_DURATION", "1",
                "DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // Otherwise each wait of the JVM for a condition returns at once, and its threads spin.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    /** Sets a processor's clock ahead, or back if the offset is negative. It takes effect within a second. */
    public void set(int processor, Duration offset) throws IOException {
        Path next = directory.resolve("clock.next");
        Files.writeString(next, String.format("%+d%n", offset.toSeconds()));
        Files.move(next, file(processor), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file(int processor) {
        return directory.resolve("clock-" + processor);
    }
}
