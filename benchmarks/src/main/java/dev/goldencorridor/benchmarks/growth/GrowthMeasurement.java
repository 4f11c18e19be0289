package dev.goldencorridor.benchmarks.growth;

import dev.goldencorridor.benchmarks.harness.Backlog;
import java.util.List;
import java.util.Locale;

/**
 * The measured values of one case.
 *
 * @param round number of the round, from 1
 * @param watched rate and CPU time of all instances together
 * @param changelogsPerEvent records in the changelogs
 * @param heapMib peak heap of the largest instance
 * @param residentMib peak memory of the largest instance, including native memory
 * @param stateMib state on disk of all instances together
 * @param restoreSeconds from the launch of new processes on empty state directories, after a kill, until all run; with
 *     a history, from the launch on the state of processes that were stopped in order, until a new event is counted;
 *     0 if it is not measured
 */
record GrowthMeasurement(
        int round,
        Case grown,
        String guarantee,
        Backlog.Watched watched,
        double changelogsPerEvent,
        double heapMib,
        double residentMib,
        double stateMib,
        double restoreSeconds) {
    static final List<String> COLUMNS = List.of(
            "round",
            "open_runs",
            "places",
            "places_per_run",
            "partitions",
            "threads",
            "instances",
            "cores_per_instance",
            "days",
            "guarantee",
            "events",
            "events_per_second",
            "client_cpu_seconds_per_million",
            "broker_cpu_seconds_per_million",
            "second_half_events_per_second",
            "second_half_client_cpu_seconds_per_million",
            "second_half_broker_cpu_seconds_per_million",
            "changelog_records_per_event",
            "peak_heap_mib",
            "peak_resident_mib",
            "state_mib",
            "restore_seconds");

    String csv() {
        return String.format(
                Locale.ROOT,
                "%d,%s,%s,%d,%.0f,%.2f,%.2f,%.0f,%.2f,%.2f,%.3f,%.1f,%.1f,%.1f,%.1f",
                round,
                grown.csv(),
                guarantee,
                watched.whole().events(),
                watched.whole().eventsPerSecond(),
                watched.whole().clientPerMillion(),
                watched.whole().brokerPerMillion(),
                watched.secondHalf().eventsPerSecond(),
                watched.secondHalf().clientPerMillion(),
                watched.secondHalf().brokerPerMillion(),
                changelogsPerEvent,
                heapMib,
                residentMib,
                stateMib,
                restoreSeconds);
    }

    /** The heading of {@link #line()}. The figures of rate and CPU time are those of the second half of the events. */
    static String heading() {
        return String.format(
                Locale.ROOT,
                "%s %9s %12s %12s %13s %9s %9s %10s %10s",
                Case.heading(),
                "events/s",
                "client cpu/M",
                "broker cpu/M",
                "changelog/ev.",
                "heap MiB",
                "RSS MiB",
                "state MiB",
                "restore s");
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%s %,9.0f %12.2f %12.2f %13.2f %9.0f %9.0f %10.1f %10.1f",
                grown.line(),
                watched.secondHalf().eventsPerSecond(),
                watched.secondHalf().clientPerMillion(),
                watched.secondHalf().brokerPerMillion(),
                changelogsPerEvent,
                heapMib,
                residentMib,
                stateMib,
                restoreSeconds);
    }
}
