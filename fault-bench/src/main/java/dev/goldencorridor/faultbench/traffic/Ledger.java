package dev.goldencorridor.faultbench.traffic;

import dev.goldencorridor.reference.ReportedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.simulator.SimulatedReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/**
 * The publishers' record of all events: what they sent, and what the brokers acknowledged. It is the oracle's input, so
 * it never reads the topics. Thread-safe.
 */
public final class Ledger {
    private final int partitions;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final IdentityHashMap<SimulatedReport, Receipt> receipts = new IdentityHashMap<>();
    private long resent;

    /**
     * An event.
     *
     * @param lane the topic and the partition that receive it, in this spelling: {@code movements.khorgos-2}
     * @param sentNanos when it was sent first, as {@link System#nanoTime}
     */
    public record Entry(SimulatedReport report, String lane, long sentNanos) {}

    /** Readers see the event from some time in between. */
    private record Receipt(Instant appendedAt, Instant acknowledgedAt) {
        static final Receipt NEVER = new Receipt(Instant.MAX, Instant.MAX);
    }

    /** Receives each event before it is sent, in the order of sending. */
    public interface Listener {
        void sending(Entry entry);
    }

    /**
     * Creates a ledger without events.
     *
     * @param partitions of each input topic
     */
    public Ledger(int partitions) {
        this.partitions = partitions;
    }

    /** Adds a listener, which also receives the events so far. */
    public synchronized void onSending(Listener listener) {
        entries.forEach(listener::sending);
        listeners.add(listener);
    }

    /** Records an event that is about to be sent. */
    public synchronized void sending(SimulatedReport report, long nanos) {
        Entry entry = new Entry(report, lane(report), nanos);
        entries.add(entry);
        listeners.forEach(listener -> listener.sending(entry));
    }

    /** The default partitioner of Java's producer. */
    private String lane(SimulatedReport report) {
        byte[] key = report.movement().getTrainRunId().getBytes(StandardCharsets.UTF_8);
        int partition = Utils.toPositive(Utils.murmur2(key)) % partitions;
        return TopicCatalogue.movementsOf(report.publisher()) + "-" + partition;
    }

    /**
     * Records that the brokers have an event.
     *
     * @param appendedAt when the leader of the partition appended it
     * @param acknowledgedAt when its publisher learned that all replicas in sync have it
     */
    public synchronized void acknowledged(SimulatedReport report, Instant appendedAt, Instant acknowledgedAt) {
        receipts.put(report, new Receipt(appendedAt, acknowledgedAt));
    }

    synchronized void resent() {
        resent++;
    }

    public synchronized long countSent() {
        return entries.size();
    }

    public synchronized long countAcknowledged() {
        return receipts.size();
    }

    /** How many events failed and were sent again. They may have arrived twice, and in another order. */
    public synchronized long countResent() {
        return resent;
    }

    /** All events so far, in the order of sending. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /**
     * The orders in which a corridor may receive the events: as the brokers appended them, and as they acknowledged
     * them. Each event has the event clock of its receipt, the furthest time of an event so far. An event without an
     * acknowledgement is last.
     *
     * <p>The orders differ while a replica in sync is dead. Leaders append, but no reader sees it until the replica
     * counts as out of sync. A corridor that waits meanwhile receives events as they are acknowledged. One that was away
     * itself finds them as they were appended.
     */
    public List<List<ReportedMovement>> possibleOrders() {
        return List.of(reportsBy(Receipt::appendedAt), reportsBy(Receipt::acknowledgedAt));
    }

    private synchronized List<ReportedMovement> reportsBy(Function<Receipt, Instant> time) {
        return ReportedMovement.onEventClock(entries.stream()
                .map(Entry::report)
                .sorted(Comparator.comparing(report -> time.apply(receipts.getOrDefault(report, Receipt.NEVER))))
                .map(report -> new ReportedMovement(report.movement(), report.reportedAt()))
                .toList());
    }

    /**
     * Writes a line of comma-separated values for each event, in the order of sending. So an alert that differs from the
     * recount can be explained later.
     */
    public synchronized void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(
                List.of("lane,trainRunId,facility,detail,occurredAt,appendedAt,acknowledgedAt,eventId"));
        for (Entry entry : entries) {
            TrainMovement movement = entry.report.movement();
            Receipt receipt = receipts.getOrDefault(entry.report, Receipt.NEVER);
            lines.add(Stream.of(
                            entry.lane,
                            movement.getTrainRunId(),
                            movement.getFacility(),
                            movement.getDetail().getClass().getSimpleName(),
                            movement.getOccurredAt(),
                            receipt.appendedAt,
                            receipt.acknowledgedAt,
                            movement.getEventId())
                    .map(Object::toString)
                    .collect(Collectors.joining(",")));
        }
        Files.write(file, lines);
    }

    /** How far the event clock advances in a time, on average. */
    public Duration inEventTime(Duration timeOfDay) {
        return Duration.ofSeconds(Math.round(timeOfDay.toSeconds() * speed()));
    }

    /** How much faster event time passes than the time of day. */
    public synchronized double speed() {
        if (entries.isEmpty()) {
            return 0;
        }
        Entry first = entries.get(0);
        Entry last = entries.get(entries.size() - 1);
        long eventNanos = Duration.between(first.report.reportedAt(), last.report.reportedAt())
                .toNanos();
        return (double) eventNanos / Math.max(1, last.sentNanos - first.sentNanos);
    }
}
