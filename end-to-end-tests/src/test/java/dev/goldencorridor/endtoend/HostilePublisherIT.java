package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.reference.Days;
import dev.goldencorridor.reference.Recount;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A hostile publisher beside the honest traffic of three others. Every honest figure equals the recount, every honest
 * alert is raised and cleared once, and no process restarts. The attacks last for {@code hostile.seconds}; {@code
 * hostile.seed} chooses them.
 */
class HostilePublisherIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration LAST_RELEASE_AFTER_ATTACKS = Duration.ofSeconds(15);
    private static final int SECONDS = Integer.getInteger("hostile.seconds", 5);
    private static final long SEED = Long.getLong("hostile.seed", 20_261_128L);
    private static final long ATTACK_EVERY_MILLIS = 15;
    private static final long TRAIN_EVERY_MILLIS = 250;
    private static final long REPORT_EVERY_MILLIS = 50;
    private static final long READ_ALERTS_EVERY_MILLIS = 500;
    private static final long UNFIT_TOPICS_EVERY_SECONDS = 12;

    private final HonestTraffic honest = new HonestTraffic(SEED);
    /** The keys of the alerts that are delivered. */
    private final Set<String> raised = ConcurrentHashMap.newKeySet();

    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    @Test
    void honestFiguresAndAlertsAreRightBesideAHostilePublisher() throws Exception {
        try (KillableCorridor corridor = new KillableCorridor(
                STACK.registryUrl(),
                Map.of("clock", "wall", "delays.clearance.overdue", HonestTraffic.OVERDUE.toSeconds() + "s,-,24h"))) {
            Process processor = corridor.startProcessor();
            InProcessApplication sink = corridor.runSink();
            corridor.awaitProcessing();
            Random choice = new Random(SEED);
            try (HostilePublisher hostile = new HostilePublisher(SEED, corridor, () -> someRun(choice))) {
                hostile.attackInEachWay();
                attackWhileTrainsRun(corridor, hostile);
                System.out.printf(
                        "hostile publisher: %d records in %d s, %d refused by the broker%n",
                        hostile.sent(), SECONDS, hostile.refused());
            }
            assertThat(failure.get()).isNull();
            HonestFigures.awaitAgreement(
                    corridor, () -> new Recount(honest.reported(), Days.RAILWAY, Instant.now()), LIMIT);
            alertsAreRight(corridor);
            assertThat(processor.isAlive()).as("the processor goes on").isTrue();
            assertThat(sink.isAlive()).as("the sink goes on").isTrue();
            assertThat(corridor.processorLog()).doesNotContain("stream thread died", "OutOfMemory");
            awaitRejects(corridor);
        }
    }

    private void attackWhileTrainsRun(KillableCorridor corridor, HostilePublisher hostile) throws Exception {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
        Instant end = Instant.now().plusSeconds(SECONDS);
        Instant lastRelease = end.plus(LAST_RELEASE_AFTER_ATTACKS);
        ScheduledFuture<?> attacks = every(threads, ATTACK_EVERY_MILLIS, hostile::attack);
        ScheduledFuture<?> unfit = threads.scheduleAtFixedRate(
                () -> recordingFailure(hostile::createUnfitTopics), 5, UNFIT_TOPICS_EVERY_SECONDS, TimeUnit.SECONDS);
        ScheduledFuture<?> arrivals = every(threads, TRAIN_EVERY_MILLIS, () -> {
            synchronized (honest) {
                honest.arrive(Instant.now(), lastRelease).forEach(corridor::publish);
            }
        });
        ScheduledFuture<?> reports = every(threads, REPORT_EVERY_MILLIS, () -> {
            synchronized (honest) {
                honest.happened(Instant.now(), raised::contains).forEach(corridor::publish);
            }
        });
        ScheduledFuture<?> alerts = every(threads, READ_ALERTS_EVERY_MILLIS, () -> readRaised(corridor));
        await().atMost(Duration.ofSeconds(SECONDS + 30L))
                .until(() -> Instant.now().isAfter(end));
        List.of(attacks, unfit, arrivals).forEach(task -> task.cancel(false));
        await().atMost(LIMIT).until(() -> {
            synchronized (honest) {
                return honest.isOver() || failure.get() != null;
            }
        });
        List.of(reports, alerts).forEach(task -> task.cancel(false));
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        corridor.flush();
    }

    private void readRaised(KillableCorridor corridor) {
        for (String publisher : List.of("khorgos", "alashankou")) {
            corridor.read(TopicCatalogue.delaysOf(publisher))
                    .forEach(record -> raised.add(new String(record.key(), StandardCharsets.UTF_8)));
        }
    }

    private ScheduledFuture<?> every(ScheduledExecutorService threads, long millis, Runnable task) {
        return threads.scheduleAtFixedRate(() -> recordingFailure(task::run), 0, millis, TimeUnit.MILLISECONDS);
    }

    private interface Task {
        void run() throws Exception;
    }

    /** Records the first failure, because a scheduled task that throws ends silently. */
    private void recordingFailure(Task task) {
        try {
            task.run();
        } catch (Exception e) {
            failure.compareAndSet(null, e);
        }
    }

    private String someRun(Random choice) {
        synchronized (honest) {
            return honest.someRun(choice);
        }
    }

    /** Each alert of an overdue train is raised once and cleared by the release. No other train has an alert. */
    private void alertsAreRight(KillableCorridor corridor) {
        await().atMost(LIMIT).untilAsserted(() -> {
            Map<String, List<DelayAlert>> alerts = alertsOf(corridor, "khorgos");
            alerts.putAll(alertsOf(corridor, "alashankou"));
            assertThat(honest.overdue()).isNotEmpty();
            assertThat(alerts.keySet()).containsExactlyInAnyOrderElementsOf(honest.overdue());
            alerts.forEach((key, revisions) -> {
                assertThat(revisions).as(key).extracting(DelayAlert::getState).containsExactly("RAISED", "CLEARED");
                assertThat(revisions)
                        .as(key)
                        .extracting(DelayAlert::getRevision)
                        .containsExactly(1L, 2L);
                assertThat(revisions.get(1).getClearedCause()).as(key).isEqualTo("RELEASED");
            });
        });
    }

    private static Map<String, List<DelayAlert>> alertsOf(KillableCorridor corridor, String publisher) {
        WireDeserializer<DelayAlert> decoder = new WireDeserializer<>(corridor.registry(), DelayAlert.getClassSchema());
        Map<String, List<DelayAlert>> byKey = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : corridor.read(TopicCatalogue.delaysOf(publisher))) {
            byKey.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), key -> new ArrayList<>())
                    .add(decoder.deserialize(record.topic(), record.value()));
        }
        return byKey;
    }

    /** The processor may reject the last attacks after the honest figures are right. */
    private static void awaitRejects(KillableCorridor corridor) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(rejectsOf(corridor))
                .containsKeys("UNKNOWN_SCHEMA", "TOO_LARGE", "FACILITY_NOT_ALLOWED", "MALFORMED", "NOT_WIRE_FORMAT"));
        System.out.println("rejects: " + rejectsOf(corridor));
    }

    private static Map<String, Integer> rejectsOf(KillableCorridor corridor) {
        Map<String, Integer> byReason = new TreeMap<>();
        corridor.read(TopicCatalogue.REJECTED)
                .forEach(record -> byReason.merge(
                        new String(
                                record.headers()
                                        .lastHeader("corridor.reject.reason")
                                        .value(),
                                StandardCharsets.UTF_8),
                        1,
                        Integer::sum));
        return byReason;
    }
}
