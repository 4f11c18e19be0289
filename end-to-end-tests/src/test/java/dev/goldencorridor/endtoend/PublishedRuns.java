package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.reference.RunStatusAgreement;
import dev.goldencorridor.reference.RunStatusRecount;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.schemas.places.Port;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares the published status of each run with the recount of its raw reports. */
final class PublishedRuns {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** The default of the setting. */
    private static final Duration RETENTION = Duration.ofDays(2);

    private static final Set<String> CATALOGUE =
            PortCatalogue.builtIn().all().stream().map(Port::code).collect(Collectors.toSet());

    private final KillableCorridor corridor;
    private final Map<String, List<TrainMovement>> byRun;
    private final Instant watermark;

    /** @param events all reports that were sent, in the order of publication */
    PublishedRuns(KillableCorridor corridor, List<TrainMovement> events) {
        this.corridor = corridor;
        this.byRun = events.stream().collect(Collectors.groupingBy(TrainMovement::getTrainRunId));
        this.watermark = events.stream()
                .map(TrainMovement::getOccurredAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Waits until all agree. Then no run has two values in one transaction. */
    void check() {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).untilAsserted(this::allAgree);
        noRunHasTwoValuesInOneTransaction();
    }

    private void allAgree() {
        Map<String, Set<String>> openAlerts = openAlerts();
        Map<String, SpecificRecord> published = corridor.downstream(AggregateRoute.RUNS);
        assertThat(published).hasSizeGreaterThan(20);
        byRun.forEach((run, events) -> {
            RunStatusRecount truth = new RunStatusRecount(events, CATALOGUE);
            TrainRunStatus status = (TrainRunStatus) published.get(run);
            if (!truth.exists() || truth.isOver(watermark, RETENTION)) {
                assertThat(status).as(run).isNull();
            } else {
                assertThat(status).as(run).isNotNull();
                new RunStatusAgreement(truth, status).check(openAlerts.getOrDefault(run, Set.of()));
            }
        });
    }

    private Map<String, Set<String>> openAlerts() {
        WireDeserializer<DelayAlert> decoder = new WireDeserializer<>(corridor.registry(), DelayAlert.getClassSchema());
        Map<String, DelayAlert> latest = new HashMap<>();
        corridor.read(TopicCatalogue.DELAYS)
                .forEach(record -> latest.put(
                        new String(record.key(), StandardCharsets.UTF_8),
                        record.value() == null ? null : decoder.deserialize("", record.value())));
        Map<String, Set<String>> open = new HashMap<>();
        latest.forEach((key, alert) -> {
            if (alert != null && alert.getState().equals("RAISED")) {
                open.computeIfAbsent(alert.getTrainRunId(), run -> new TreeSet<>())
                        .add(key);
            }
        });
        return open;
    }

    /** The marker of a transaction takes an offset. So records of one transaction have successive offsets. */
    private void noRunHasTwoValuesInOneTransaction() {
        Map<Integer, Long> lastOffsets = new HashMap<>();
        Map<Integer, Set<String>> keysOfTransaction = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : corridor.read(AggregateRoute.RUNS.aggregate())) {
            Long before = lastOffsets.put(record.partition(), record.offset());
            Set<String> keys = keysOfTransaction.computeIfAbsent(record.partition(), partition -> new HashSet<>());
            if (before == null || record.offset() > before + 1) {
                keys.clear();
            }
            assertThat(keys.add(new String(record.key(), StandardCharsets.UTF_8)))
                    .as("offset %d", record.offset())
                    .isTrue();
        }
        assertThat(lastOffsets).isNotEmpty();
    }
}
