package dev.goldencorridor.benchmarks.growth;

import java.util.List;
import java.util.Locale;

/**
 * The measured values of one case.
 *
 * @param eventsPerSecond rate of all instances together
 * @param clientPerMillion seconds of CPU time per million events, all instances together
 * @param brokerPerMillion seconds of CPU time of the broker per million events
 * @param heapMib peak heap of the largest instance
 * @param residentMib peak memory of the largest instance, including native memory
 * @param stateMib state on disk of all instances together
 * @param restoreSeconds from the launch of new processes on empty state directories, after a kill, until all run; with
 *     a history, from the launch on the state of processes that were stopped in order, until a new event is counted
 */
record GrowthMeasurement(
        Case grown,
        String guarantee,
        long events,
        double eventsPerSecond,
        double clientPerMillion,
        double brokerPerMillion,
        double heapMib,
        double residentMib,
        double stateMib,
        double restoreSeconds) {
    static final List<String> COLUMNS = List.of(
            "open_runs",
            "places",
            "threads",
            "instances",
            "days",
            "guarantee",
            "events",
            "events_per_second",
            "client_cpu_seconds_per_million",
            "broker_cpu_seconds_per_million",
            "peak_heap_mib",
            "peak_resident_mib",
            "state_mib",
            "restore_seconds");

    String csv() {
        return String.format(
                Locale.ROOT,
                "%d,%d,%d,%d,%d,%s,%d,%.0f,%.2f,%.2f,%.1f,%.1f,%.1f,%.1f",
                grown.openRuns(),
                grown.places(),
                grown.threads(),
                grown.instances(),
                grown.days(),
                guarantee,
                events,
                eventsPerSecond,
                clientPerMillion,
                brokerPerMillion,
                heapMib,
                residentMib,
                stateMib,
                restoreSeconds);
    }

    static String heading() {
        return String.format(
                Locale.ROOT,
                "%9s %7s %7s %9s %5s %-16s %9s %12s %12s %9s %9s %10s %10s",
                "open runs",
                "places",
                "threads",
                "instances",
                "days",
                "guarantee",
                "events/s",
                "client cpu/M",
                "broker cpu/M",
                "heap MiB",
                "RSS MiB",
                "state MiB",
                "restore s");
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%9d %7d %7d %9d %5d %-16s %,9.0f %12.2f %12.2f %9.0f %9.0f %10.1f %10.1f",
                grown.openRuns(),
                grown.places(),
                grown.threads(),
                grown.instances(),
                grown.days(),
                guarantee,
                eventsPerSecond,
                clientPerMillion,
                brokerPerMillion,
                heapMib,
                residentMib,
                stateMib,
                restoreSeconds);
    }
}
