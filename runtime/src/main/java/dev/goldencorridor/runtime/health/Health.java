package dev.goldencorridor.runtime.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The health of a process. Thread-safe.
 *
 * <p><b>Live</b>: each thread that beats has beaten within its limit, and no essential thread has failed. A restart is
 * the cure. Whether brokers or the registry can be reached does not matter: a restart does not bring them back.
 *
 * <p><b>Ready</b>: each application does its work now. A start, a restore and a wait for the registry are live and not
 * ready.
 */
public final class Health {
    private final LongSupplier nanoTime;
    private final Set<Heartbeat> heartbeats = ConcurrentHashMap.newKeySet();
    private final Map<String, Supplier<Readiness>> applications = new ConcurrentSkipListMap<>();
    private final Map<String, String> failures = new ConcurrentSkipListMap<>();

    /** @param nanoTime measures the silence of threads, as {@link System#nanoTime} does */
    public Health(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Adds a thread whose progress decides whether the process is live.
     *
     * @param name of the application and the thread, e.g. {@code sink/delivery}
     * @param maxSilence the longest time between two beats; a longer one means that the thread hangs
     */
    public Heartbeat heartbeat(String name, Duration maxSilence) {
        heartbeats.removeIf(Heartbeat::isOver);
        Heartbeat heartbeat = new Heartbeat(name, maxSilence, nanoTime);
        heartbeats.add(heartbeat);
        return heartbeat;
    }

    /**
     * Adds an application, or replaces the check of one with the same name.
     *
     * @param check is called by probes, on their threads. It must be thread-safe and must not block
     */
    public void application(String name, Supplier<Readiness> check) {
        applications.put(name, check);
    }

    /**
     * Runs a call that may wait for another system without a limit, such as a flush to the brokers. Meanwhile the calling
     * thread does not count as hanging: a restart would not bring the other system back.
     */
    public void whileWaiting(Runnable call) {
        Thread thread = Thread.currentThread();
        for (Heartbeat heartbeat : heartbeats) {
            if (heartbeat.isOf(thread)) {
                heartbeat.whileWaiting(call);
                return;
            }
        }
        call.run();
    }

    /**
     * Reports that a thread has failed which nothing replaces. The process is not live from now on.
     *
     * @param name of the thread
     * @param reason for people
     */
    void failed(String name, String reason) {
        failures.putIfAbsent(name, reason);
    }

    /** Whether all threads make progress. */
    public HealthReport live() {
        List<HealthReport.Check> checks = new ArrayList<>();
        failures.forEach((name, reason) -> checks.add(new HealthReport.Check(name, false, Map.of("failure", reason))));
        heartbeats.stream()
                .filter(heartbeat -> !heartbeat.isOver())
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .forEach(heartbeat -> checks.add(new HealthReport.Check(
                        heartbeat.name(),
                        !heartbeat.isStalled(),
                        Map.of(
                                "secondsSinceProgress", heartbeat.silence().toSeconds(),
                                "limitSeconds", heartbeat.maxSilence().toSeconds()))));
        return new HealthReport(checks);
    }

    /** Whether all applications do their work. Not ready before the first one has been added. */
    public HealthReport ready() {
        List<HealthReport.Check> checks = new ArrayList<>();
        readiness()
                .forEach((name, readiness) ->
                        checks.add(new HealthReport.Check(name, readiness.isReady(), readiness.data())));
        return checks.isEmpty()
                ? new HealthReport(
                        List.of(new HealthReport.Check("process", false, Map.of("state", "no application yet"))))
                : new HealthReport(checks);
    }

    /** The readiness of each application, by name. */
    public Map<String, Readiness> readiness() {
        Map<String, Readiness> all = new TreeMap<>();
        applications.forEach((name, check) -> all.put(name, check.get()));
        return all;
    }

    /** The time since each thread's last beat, by name. Of several threads with one name, the longest counts. */
    public Map<String, Duration> silences() {
        Map<String, Duration> silences = new TreeMap<>();
        heartbeats.stream()
                .filter(heartbeat -> !heartbeat.isOver())
                .forEach(heartbeat -> silences.merge(
                        heartbeat.name(), heartbeat.silence(), (one, other) -> one.compareTo(other) > 0 ? one : other));
        return silences;
    }
}
