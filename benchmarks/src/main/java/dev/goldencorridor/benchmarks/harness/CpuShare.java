package dev.goldencorridor.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A control group of the kernel that limits the processor time of its processes. It works with both versions of control
 * groups, and needs the rights of root.
 */
public final class CpuShare implements AutoCloseable {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final Path FIRST_VERSION = GROUPS.resolve("cpu");
    private static final int PERIOD_MICROS = 100_000;

    private final Path group;

    private CpuShare(Path group) {
        this.group = group;
    }

    /**
     * Creates a group.
     *
     * @param cores processor time of all its processes together, for each second of time
     * @throws BenchmarkException if the kernel refuses it
     */
    public static CpuShare of(double cores, String name) {
        boolean firstVersion = Files.isDirectory(FIRST_VERSION);
        Path group = (firstVersion ? FIRST_VERSION : GROUPS)
                .resolve("corridor-" + ProcessHandle.current().pid() + "-" + name);
        long quota = Math.round(cores * PERIOD_MICROS);
        try {
            Files.createDirectory(group);
            if (firstVersion) {
                Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
                Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
            } else {
                Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
            }
            return new CpuShare(group);
        } catch (IOException e) {
            throw new BenchmarkException(
                    "cannot limit processor time in " + group + "; run as root, or leave out the instances", e);
        }
    }

    /** A command that joins the group and then becomes the given command, under the same process id. */
    List<String> around(List<String> command) {
        String join = "echo $$ > '" + group.resolve("cgroup.procs") + "' && exec \"$@\"";
        List<String> joined = new ArrayList<>(List.of("sh", "-c", join, "sh"));
        joined.addAll(command);
        return joined;
    }

    /** Removes the group, whose processes have ended. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(group);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + group, e);
        }
    }
}
