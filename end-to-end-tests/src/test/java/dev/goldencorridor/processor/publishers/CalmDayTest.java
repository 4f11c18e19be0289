package dev.goldencorridor.processor.publishers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.operationscentre.state.DataHealth;
import dev.goldencorridor.processor.messages.PublisherCounts;
import dev.goldencorridor.processor.messages.PublisherTotals;
import dev.goldencorridor.processor.messages.PublisherUpdate;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.wire.AggregateJson;
import dev.goldencorridor.simulator.CorridorSimulation;
import dev.goldencorridor.simulator.SimulatedReport;
import dev.goldencorridor.simulator.SimulationPlan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * The signs of truth of the board during simulated days without disturbances. The pipeline's own code
 * computes the statuses of publishers.
 */
class CalmDayTest {
    private static final Instant FROM = Instant.parse("2025-06-02T00:00:00Z");
    /** After a week of learning, the last day is the day of the test. */
    private static final int DAYS = 8;

    private static final List<SimulatedReport> CALM = new CorridorSimulation(
                    new SimulationPlan(2011, FROM, DAYS, 1).announced().promptly())
            .stream().toList();
    private static final Instant LAST_DAY = FROM.plus(Duration.ofDays(DAYS - 1));
    private static final long MINUTE_SECONDS = 60;
    private static final long HOUR_SECONDS = 3_600;
    private static final String SILENT_PORT = "khorgos";

    private final Board board = new Board("calm");
    private final Random random = new Random(7);
    private final Map<String, PublisherReports> reports = new HashMap<>();
    private final Set<UUID> known = new HashSet<>();

    @Test
    void aCalmDayHasNoFalseSign() {
        Map<Instant, String> signs = signs(report -> true);
        assertThat(signs).isEmpty();
        assertThat(reports).containsKeys("khorgos", "alashankou", "xian", "ktz");
        assertThat(DataHealth.of(board, FROM.plus(Duration.ofDays(DAYS))).publishers())
                .filteredOn(publisher ->
                        publisher.silence().flatMap(silence -> silence.limit()).isPresent())
                .as("publishers whose silence would show")
                .extracting(DataHealth.Publisher::name)
                .contains("khorgos", "alashankou");
    }

    @Test
    void aPortThatIsTakenOutOfTheTrafficShowsAndNoOther() {
        Instant cut = LAST_DAY.plus(Duration.ofHours(6));
        Map<Instant, String> signs = signs(report ->
                report.reportedAt().isBefore(cut) || !report.publisher().equals(SILENT_PORT));
        assertThat(signs.values()).containsOnly("live, silent " + List.of(SILENT_PORT));
        Instant first = signs.keySet().iterator().next();
        assertThat(Duration.between(cut, first)).isBetween(Duration.ofMinutes(20), Duration.ofHours(4));
        assertThat(signs).as("it stays").hasSize((int)
                Duration.between(first, FROM.plus(Duration.ofDays(DAYS))).toMinutes());
    }

    /** Passes the days, the last one minute by minute, and returns what is shown instead of a calm live picture. */
    private Map<Instant, String> signs(Predicate<SimulatedReport> isSent) {
        List<SimulatedReport> sent = CALM.stream().filter(isSent).toList();
        Map<Instant, String> signs = new TreeMap<>();
        board.status().live();
        int next = 0;
        for (Instant minute = FROM;
                minute.isBefore(FROM.plus(Duration.ofDays(DAYS)));
                minute = minute.plusSeconds(MINUTE_SECONDS)) {
            Set<String> changed = new HashSet<>();
            while (next < sent.size() && !sent.get(next).reportedAt().isAfter(minute)) {
                receive(sent.get(next));
                changed.add(sent.get(next).publisher());
                next++;
            }
            // The pipeline publishes each minute; statuses without reports change slowly.
            publish(minute.getEpochSecond() % HOUR_SECONDS == 0 ? reports.keySet() : changed, minute);
            if (!minute.isBefore(LAST_DAY) || minute.getEpochSecond() % HOUR_SECONDS == 0) {
                // The pipeline writes its clock each second, and a busy machine receives it up to two seconds later.
                DataHealth health = DataHealth.of(board, minute.plusMillis(random.nextInt(3_000)));
                if (!health.state().equals("live") || !health.silentPublishers().isEmpty()) {
                    signs.put(minute, health.state() + ", silent " + health.silentPublishers());
                }
            }
        }
        assertThat(next).isEqualTo(sent.size());
        return signs;
    }

    private void receive(SimulatedReport report) {
        boolean isNew = known.add(report.movement().getEventId());
        PublisherCounts counts = new PublisherCounts();
        long received = report.reportedAt().toEpochMilli();
        counts.add(
                isNew
                        ? PublisherUpdate.Received.accepted(
                                report.movement().getOccurredAt().toEpochMilli(), false)
                        : PublisherUpdate.Received.duplicate(),
                received,
                received);
        reports.computeIfAbsent(report.publisher(), any -> new PublisherReports(new PublisherTotals()))
                .add(counts);
    }

    private void publish(Set<String> changed, Instant now) {
        for (String publisher : changed) {
            PublisherReports counted = reports.get(publisher);
            counted.advanceTo(PublisherCounts.hour(now.toEpochMilli()));
            long minute = now.getEpochSecond() / MINUTE_SECONDS;
            accept(
                    AggregateRoute.PUBLISHERS.downstream(),
                    publisher,
                    new String(
                            AggregateJson.of(StatusContent.of(counted, minute)
                                    .status(
                                            publisher,
                                            now.toEpochMilli(),
                                            counted.totals().accepted())),
                            StandardCharsets.UTF_8),
                    now);
        }
        accept(
                AggregateRoute.CLOCK.downstream(),
                "corridor",
                "{\"asOf\":\"" + now + "\",\"mode\":\"wall\",\"watermark\":\"" + now + "\"}",
                now);
        board.step();
    }

    private void accept(String topic, String key, String text, Instant now) {
        board.state().accept(topic, key, text, now);
    }
}
