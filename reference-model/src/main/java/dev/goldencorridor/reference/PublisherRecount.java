package dev.goldencorridor.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.goldencorridor.schemas.PublisherStatus;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts the records of each publisher one by one, with no regard for speed, and compares the published statuses with
 * the counts. It shares no code with the pipeline. It does not judge records: the caller says which ones are rejected.
 */
public final class PublisherRecount {
    private static final int MIN_GAPS = 100;
    private static final int GAP_HOURS = 168;
    private static final int DAY_MINUTES = 1_440;

    private final List<Sent> sent;

    /**
     * One record of an input topic.
     *
     * @param receivedAt when the broker took it
     * @param movement null if it is rejected
     * @param reason of its rejection; null if it is valid
     */
    public record Sent(String publisher, Instant receivedAt, TrainMovement movement, String reason) {}

    /** The outcome of one record: accepted, duplicate or rejected. */
    private record Counted(Sent record, boolean isAccepted) {}

    /** @param sent in the order in which the pipeline read the records of each run */
    public PublisherRecount(List<Sent> sent) {
        this.sent = List.copyOf(sent);
    }

    /**
     * Compares all fields but the revision.
     *
     * @param published the last status of each publisher
     * @param now the time of day
     */
    public void check(Map<String, PublisherStatus> published, Instant now) {
        Map<String, List<Counted>> byPublisher = counted();
        assertThat(published.keySet()).isEqualTo(byPublisher.keySet());
        byPublisher.forEach((publisher, records) -> check(publisher, published.get(publisher), records, now));
    }

    private Map<String, List<Counted>> counted() {
        Map<String, List<Counted>> byPublisher = new TreeMap<>();
        Map<String, NavigableSet<Instant>> createdAt = new HashMap<>();
        for (Sent record : sent) {
            boolean isAccepted = record.reason() == null && isNew(record.movement(), createdAt);
            byPublisher
                    .computeIfAbsent(record.publisher(), publisher -> new ArrayList<>())
                    .add(new Counted(record, isAccepted));
        }
        return byPublisher;
    }

    /** A further report of an event is new if it is created later than all others of the event, or earlier. */
    private static boolean isNew(TrainMovement movement, Map<String, NavigableSet<Instant>> createdAt) {
        String event = movement.getTrainRunId() + "@" + movement.getFacility() + "#" + movement.getEventId();
        NavigableSet<Instant> known = createdAt.computeIfAbsent(event, key -> new TreeSet<>());
        boolean isNew = known.isEmpty()
                || movement.getCreatedAt().isAfter(known.last())
                || movement.getCreatedAt().isBefore(known.first());
        known.add(movement.getCreatedAt());
        return isNew;
    }

    private static void check(String publisher, PublisherStatus status, List<Counted> records, Instant now) {
        List<Sent> accepted = records.stream()
                .filter(Counted::isAccepted)
                .map(Counted::record)
                .toList();
        List<Sent> rejected = records.stream()
                .map(Counted::record)
                .filter(one -> one.reason() != null)
                .toList();
        Map<String, Long> byReason = new TreeMap<>();
        rejected.forEach(one -> byReason.merge(one.reason(), 1L, Long::sum));
        assertThat(status.getPublisher()).isEqualTo(publisher);
        assertThat(status.getAccepted()).as("%s", status).isEqualTo(accepted.size());
        assertThat(status.getRejected()).as(publisher).isEqualTo(rejected.size());
        assertThat(status.getDuplicates()).isEqualTo(records.size() - accepted.size() - rejected.size());
        assertThat(status.getRetractions())
                .isEqualTo(accepted.stream()
                        .filter(one -> one.movement().getRetracts() != null)
                        .count());
        assertThat(new TreeMap<>(status.getRejectedByReason())).isEqualTo(byReason);
        assertThat(status.getAcceptedLast24h()).as(publisher).isEqualTo(ofLastDay(accepted, now));
        assertThat(status.getRejectedLast24h()).as(publisher).isEqualTo(ofLastDay(rejected, now));
        assertThat(status.getLastReceivedAt())
                .isEqualTo(records.stream()
                        .map(one -> one.record().receivedAt())
                        .max(Instant::compareTo)
                        .orElseThrow());
        assertThat(status.getLastOccurredAt())
                .isEqualTo(accepted.stream()
                        .map(one -> one.movement().getOccurredAt())
                        .max(Instant::compareTo)
                        .orElse(null));
        gapAgrees(publisher, status.getUsualGapSeconds(), accepted, now);
    }

    private static long ofLastDay(List<Sent> records, Instant now) {
        Instant from = now.truncatedTo(ChronoUnit.MINUTES).minus(DAY_MINUTES - 1L, ChronoUnit.MINUTES);
        return records.stream().filter(one -> !one.receivedAt().isBefore(from)).count();
    }

    private static void gapAgrees(String publisher, Double usual, List<Sent> accepted, Instant now) {
        Instant from = now.truncatedTo(ChronoUnit.HOURS).minus(GAP_HOURS - 1L, ChronoUnit.HOURS);
        List<Instant> seconds = accepted.stream()
                .map(one -> one.receivedAt().truncatedTo(ChronoUnit.SECONDS))
                .filter(at -> !at.isBefore(from))
                .distinct()
                .sorted()
                .toList();
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < seconds.size(); i++) {
            gaps.add(Duration.between(seconds.get(i - 1), seconds.get(i)).toSeconds());
        }
        gaps.sort(Long::compare);
        if (gaps.size() < MIN_GAPS) {
            assertThat(usual).as(publisher).isNull();
            return;
        }
        double position = 0.99 * (gaps.size() - 1);
        int below = (int) Math.floor(position);
        double expected = gaps.get(below)
                + (position - below) * (gaps.get(Math.min(below + 1, gaps.size() - 1)) - gaps.get(below));
        assertThat(usual).as(publisher).isCloseTo(expected, within(1e-6));
    }
}
