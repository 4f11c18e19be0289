package dev.goldencorridor.faultbench.traffic;

import dev.goldencorridor.reference.ReceivedMovement;
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
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
    private final List<Separation> separations = new ArrayList<>();
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

    /** A time in which some brokers did not reach each other. */
    private record Separation(Instant from, Instant to) {
        boolean contains(Instant time) {
            return !time.isBefore(from) && !time.isAfter(to);
        }
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

    private String lane(SimulatedReport report) {
        return TopicCatalogue.movementsOf(report.publisher()) + "-" + partition(report);
    }

    /** As the default partitioner of Java's producer. */
    private int partition(SimulatedReport report) {
        byte[] key = report.movement().getTrainRunId().getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
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

    /**
     * Records that some brokers did not reach each other. A leader that the controller does not reach is replaced, and
     * does not learn it. It still answers readers, without the events that its successor appends. So readers certainly
     * see the events of this time at its end only.
     */
    public synchronized void separated(Instant from, Instant to) {
        separations.add(new Separation(from, to));
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
     * All events in the order in which the brokers appended them, each with the range of the event clock at its receipt.
     * An event without an acknowledgement is last.
     *
     * <p>Readers see an event from some time between append and acknowledgement. That is long while a replica in sync is
     * dead, or if the publisher waits for the answer of a dead broker. So an event certainly has before it only the
     * events that were acknowledged before its append. It may have before it all that were appended before its
     * acknowledgement.
     *
     * <p>A task of the processor has the clock of its own partitions. The clocks of other tasks reach it later if those
     * tasks stand still. So the earliest clock is that of the event's own partition.
     */
    public synchronized List<ReceivedMovement> received() {
        Map<Integer, ClockHistory> certain = new HashMap<>();
        ClockHistory possible = new ClockHistory();
        for (Entry entry : entries) {
            Receipt receipt = receipt(entry);
            Instant occurredAt = entry.report.movement().getOccurredAt();
            certain.computeIfAbsent(partition(entry.report), any -> new ClockHistory())
                    .add(seenBy(receipt.acknowledgedAt), occurredAt);
            possible.add(receipt.appendedAt, occurredAt);
        }
        return entries.stream()
                .sorted(Comparator.comparing(entry -> receipt(entry).appendedAt))
                .map(entry -> {
                    TrainMovement movement = entry.report.movement();
                    Receipt receipt = receipt(entry);
                    Instant earliest = certain.get(partition(entry.report)).before(receipt.appendedAt);
                    Instant own = movement.getOccurredAt();
                    return new ReceivedMovement(
                            movement,
                            earliest.isAfter(own) ? earliest : own,
                            possible.upTo(seenBy(receipt.acknowledgedAt)));
                })
                .toList();
    }

    /** When all readers see an event that was acknowledged at this time. */
    private Instant seenBy(Instant acknowledgedAt) {
        return separations.stream()
                .filter(separation -> separation.contains(acknowledgedAt))
                .map(Separation::to)
                .max(Comparator.naturalOrder())
                .orElse(acknowledgedAt);
    }

    private Receipt receipt(Entry entry) {
        return receipts.getOrDefault(entry.report, Receipt.NEVER);
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
            Receipt receipt = receipt(entry);
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
