package dev.goldencorridor.runtime.monitoring;

import dev.goldencorridor.runtime.health.HealthReport;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What runs here: the answer of {@code /info}. It contains no settings, since these may hold secrets. */
record ProcessInfo(String command, String version, String java, Instant startedAt) {
    private static final String UNPACKED = "development";

    static ProcessInfo of(MonitoredProcess process) {
        // Only a jar has a version; classes that Maven has just compiled have none.
        String version = Optional.ofNullable(ProcessInfo.class.getPackage().getImplementationVersion())
                .orElse(UNPACKED);
        return new ProcessInfo(
                process.command(),
                version,
                Runtime.version().toString(),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
    }

    String toJson() {
        return HealthReport.object(Map.of(
                "command", command,
                "version", version,
                "java", java,
                "startedAt", startedAt.toString(),
                "pid", ProcessHandle.current().pid()));
    }
}
