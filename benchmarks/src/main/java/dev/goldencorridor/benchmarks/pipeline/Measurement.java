package dev.goldencorridor.benchmarks.pipeline;

import dev.goldencorridor.benchmarks.harness.Backlog;
import dev.goldencorridor.benchmarks.harness.Usage;
import dev.goldencorridor.benchmarks.harness.WrittenRecords;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The measured values of one run.
 *
 * @param round number of the round, from 1
 * @param what {@code raw}, {@code exactly_once_v2} or {@code at_least_once}
 * @param whole from the first to the last progress
 * @param secondHalf the same without the first half of the events; for a consumer that only reads, the whole
 * @param start from the launch of the JVM to the first progress
 * @param used total usage of the measured process
 * @param state bytes on disk; a consumer that only reads has none
 * @param written records for each event of the whole run
 */
record Measurement(
        int round,
        String what,
        Backlog.Throughput whole,
        Backlog.Throughput secondHalf,
        Duration start,
        Usage used,
        long state,
        WrittenRecords written) {
    static final List<String> COLUMNS = List.of(
            "round",
            "what",
            "events",
            "seconds",
            "events_per_second",
            "start_seconds",
            "client_cpu_seconds_per_million",
            "broker_cpu_seconds_per_million",
            "second_half_events_per_second",
            "second_half_client_cpu_seconds_per_million",
            "second_half_broker_cpu_seconds_per_million",
            "gc_seconds",
            "peak_heap_mib",
            "peak_resident_mib",
            "state_mib",
            "changelog_records_per_event",
            "alert_records_per_event");

    double eventsPerSecond() {
        return whole.eventsPerSecond();
    }

    double startSeconds() {
        return seconds(start);
    }

    double collectingSeconds() {
        return seconds(used.collecting());
    }

    double peakHeapMib() {
        return mib(used.peakHeap());
    }

    double peakResidentMib() {
        return mib(used.peakResident());
    }

    double stateMib() {
        return mib(state);
    }

    /** Values of {@link #COLUMNS}. */
    String csv() {
        return String.format(
                Locale.ROOT,
                "%d,%s,%d,%.3f,%.0f,%.2f,%.2f,%.2f,%.0f,%.2f,%.2f,%.2f,%.1f,%.1f,%.1f,%.3f,%.3f",
                round,
                what,
                whole.events(),
                seconds(whole.took()),
                eventsPerSecond(),
                startSeconds(),
                whole.clientPerMillion(),
                whole.brokerPerMillion(),
                secondHalf.eventsPerSecond(),
                secondHalf.clientPerMillion(),
                secondHalf.brokerPerMillion(),
                collectingSeconds(),
                peakHeapMib(),
                peakResidentMib(),
                stateMib(),
                written.changelogs(),
                written.alerts());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static double mib(long bytes) {
        return bytes / (double) (1 << 20);
    }
}
