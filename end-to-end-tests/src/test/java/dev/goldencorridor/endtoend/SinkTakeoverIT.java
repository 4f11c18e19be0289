package dev.goldencorridor.endtoend;

import static dev.goldencorridor.endtoend.AggregateSamples.NOON;
import static dev.goldencorridor.endtoend.AggregateSamples.trips;
import static dev.goldencorridor.endtoend.SinkDriver.ALASHANKOU;
import static dev.goldencorridor.endtoend.SinkDriver.KHORGOS;
import static dev.goldencorridor.endtoend.SinkDriver.LIMIT;
import static dev.goldencorridor.endtoend.SinkDriver.MARKER;
import static dev.goldencorridor.endtoend.SinkDriver.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sink on a real broker: an instance stops, is killed, hangs, or takes over from another. */
class SinkTakeoverIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    @RegisterExtension
    final SinkDriver driver = new SinkDriver(STACK);

    private KillableCorridor corridor;

    @BeforeEach
    void open() {
        corridor = driver.corridor();
    }

    @Test
    void stoppingDeliversWhatIsHeld() throws Exception {
        Process sink = corridor.startSink("sink.min.interval=1h");
        driver.write(0, KHORGOS, trips(1, 1, NOON));
        driver.awaitArrival(KHORGOS, 1);
        driver.write(0, KHORGOS, trips(2, 2, NOON));
        driver.write(0, MARKER, trips(1, 1, NOON));
        driver.awaitArrival(MARKER, 1);
        assertThat(driver.revisions(KHORGOS)).containsExactly(1L);

        sink.destroy();
        assertThat(sink.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(driver.revisions(KHORGOS)).containsExactly(1L, 2L);
    }

    @Test
    void aRestartAfterAKillDeliversWhatWasHeldAndNothingTwice() throws Exception {
        // With stable names the restarted process takes over at once.
        String[] settings = {"sink.min.interval=1h", "sink.instance=one", "kafka.group.instance.id=one"};
        Process sink = corridor.startSink(settings);
        driver.write(0, KHORGOS, trips(1, 1, NOON));
        driver.write(0, ALASHANKOU, trips(1, 1, NOON));
        driver.awaitArrival(ALASHANKOU, 1);
        driver.write(0, KHORGOS, trips(2, 2, NOON));
        driver.write(0, ALASHANKOU, trips(1, 2, NOON.plusSeconds(60)));
        driver.write(0, MARKER, trips(1, 1, NOON));
        driver.awaitArrival(MARKER, 1);
        assertThat(driver.revisions(KHORGOS)).containsExactly(1L);

        ApplicationProcess.kill(sink);
        driver.write(0, ALASHANKOU, trips(1, 3, NOON.plusSeconds(120)));
        driver.write(0, "PORT/AFTER/PT1H", trips(1, 1, NOON));
        corridor.runSink(settings);

        driver.awaitArrival("PORT/AFTER/PT1H", 1);
        driver.awaitArrival(KHORGOS, 2);
        assertThat(driver.revisions(KHORGOS)).containsExactly(1L, 2L);
        assertThat(driver.revisions(ALASHANKOU)).containsExactly(1L);
        assertThat(driver.revisions(MARKER)).containsExactly(1L);
    }

    /** This is the case after an outage if upstream compacted its tombstones, or if upstream was created again. */
    @Test
    void whatUpstreamNoLongerHasIsDeletedAtTheStartAndAllElseIsLeftAlone() throws Exception {
        String goneAlert = "CNHRS|CN|X1|2026-09-30|CLEARANCE_OVERDUE";
        String hereAlert = "CNHRS|CN|X2|2026-09-30|CLEARANCE_OVERDUE";
        InProcessApplication sink = corridor.runSink();
        driver.write(1, KHORGOS, trips(1, 1, NOON));
        driver.write(1, ALASHANKOU, trips(2, 1, NOON));
        driver.awaitArrival(ALASHANKOU, 1);
        driver.writer()
                .send(new ProducerRecord<>(TopicCatalogue.DELAYS, 2, hereAlert, new byte[] {1}))
                .get();
        await().atMost(LIMIT)
                .until(() -> !corridor.read(TopicCatalogue.REJECTED).isEmpty());
        sink.stop();
        try (KafkaProducer<String, byte[]> writer =
                driver.producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "stale"))) {
            writer.initTransactions();
            writer.beginTransaction();
            for (int partition = 0; partition < 4; partition++) {
                put(writer, "ops.trips", partition, "PORT/GONE" + partition + "/PT1H");
                put(writer, "delays.khorgos", partition, goneAlert);
            }
            // Upstream has this key on another partition.
            put(writer, "ops.trips", 3, KHORGOS);
            put(writer, "delays.critical", 0, goneAlert);
            put(writer, "delays.khorgos", 2, hereAlert);
            writer.commitTransaction();
        }

        corridor.runSink();

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(present("ops.trips")).containsExactlyInAnyOrder("1 " + KHORGOS, "1 " + ALASHANKOU);
            assertThat(present("delays.khorgos")).containsExactly("2 " + hereAlert);
            assertThat(present("delays.critical")).isEmpty();
        });
        assertThat(driver.revisions(ALASHANKOU)).containsExactly(1L);
    }

    private static void put(KafkaProducer<String, byte[]> writer, String topic, int partition, String key) {
        var unused = writer.send(new ProducerRecord<>(topic, partition, key, new byte[] {1}));
    }

    /** The keys that a new reader finds in the topic, each with its partition. */
    private List<String> present(String topic) {
        Map<String, Boolean> keys = new LinkedHashMap<>();
        corridor.read(topic)
                .forEach(record -> keys.put(record.partition() + " " + key(record), record.value() != null));
        return keys.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void whenOneOfTwoInstancesIsKilledInTheMiddleTheOtherLosesAndRepeatsNothing() throws Exception {
        String[] settings = {
            "sink.min.interval=50ms", "kafka.session.timeout.ms=6000", "kafka.transaction.timeout.ms=5000"
        };
        // Register the schemas first, because two sinks that start on an empty registry would conflict there.
        corridor.registry().verify(ContractSubjects.aggregates(), true);
        Process killed = corridor.startSink(settings);
        corridor.runSink(settings);
        await().atMost(LIMIT)
                .ignoreExceptionsMatching(e -> e.getCause() instanceof GroupIdNotFoundException)
                .until(this::twoInstancesShareThePartitions);

        int keys = 200;
        long last = 40;
        for (long revision = 1; revision <= last; revision++) {
            for (int key = 0; key < keys; key++) {
                driver.send(
                        driver.writer(),
                        key % 4,
                        "HUB/H" + key + "/PT1H",
                        trips(tripsOf(key, revision), revision, NOON));
            }
            if (revision == last / 2) {
                await().atMost(LIMIT)
                        .until(() -> corridor.downstream(AggregateRoute.TRIPS).size() == keys);
            } else if (revision == 3 * last / 4) {
                ApplicationProcess.kill(killed);
            }
        }
        driver.writer().flush();

        Map<String, Long> expected = new HashMap<>();
        for (int key = 0; key < keys; key++) {
            expected.put("HUB/H" + key + "/PT1H", tripsOf(key, last));
        }
        await().atMost(LIMIT).untilAsserted(() -> {
            Map<String, Long> delivered = new HashMap<>();
            corridor.downstream(AggregateRoute.TRIPS)
                    .forEach((key, value) -> delivered.put(key, ((TripCounts) value).getTrips()));
            assertThat(delivered).isEqualTo(expected);
        });
        Map<String, TripCounts> before = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : corridor.read(AggregateRoute.TRIPS.downstream())) {
            TripCounts next = driver.tripCounts(record);
            TripCounts previous = before.put(key(record), next);
            if (previous != null) {
                assertThat(next.getRevision()).isGreaterThan(previous.getRevision());
                assertThat(next.getTrips())
                        .as("a value that says something new")
                        .isGreaterThan(previous.getTrips());
            }
        }
        assertThat(corridor.read(TopicCatalogue.REJECTED)).isEmpty();
    }

    /** Every second value has the same content as the one before, and some keys never change. */
    private static long tripsOf(int key, long revision) {
        return key % 7 == 0 ? 0 : revision / 2;
    }

    private boolean twoInstancesShareThePartitions() throws ExecutionException, InterruptedException {
        String group = "corridor-sink";
        try (Admin admin = corridor.admin()) {
            List<Integer> shares =
                    admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                            .map(member -> member.assignment().topicPartitions().size())
                            .toList();
            int partitions = 4 * (AggregateRoute.all().size() + 1);
            return shares.equals(List.of(partitions / 2, partitions / 2));
        }
    }

    /** A delayed value is delivered while no offset advances, so only the fence of the group can stop it. */
    @Test
    void anInstanceThatWakesUpAfterItsSuccessorCannotOverwriteWhatIsNewer() throws Exception {
        String[] settings = {
            "sink.min.interval=5s",
            "kafka.session.timeout.ms=6000",
            "kafka.heartbeat.interval.ms=1000",
            "kafka.transaction.timeout.ms=5000"
        };
        Process zombie = corridor.startSink(settings);
        driver.write(0, KHORGOS, trips(1, 1, NOON));
        driver.awaitArrival(KHORGOS, 1);
        driver.write(0, KHORGOS, trips(2, 2, NOON));
        driver.write(0, MARKER, trips(1, 1, NOON));
        driver.awaitArrival(MARKER, 1);
        assertThat(driver.revisions(KHORGOS)).containsExactly(1L);
        signal("STOP", zombie);
        corridor.runSink(settings);
        driver.write(0, KHORGOS, trips(3, 3, NOON));
        driver.awaitArrival(KHORGOS, 3);

        signal("CONT", zombie);
        await().atMost(LIMIT).until(this::twoInstancesShareThePartitions);
        driver.write(0, MARKER, trips(2, 2, NOON));
        driver.awaitArrival(MARKER, 2);
        assertThat(driver.revisions(KHORGOS)).endsWith(3L).isSorted();
        assertThat(zombie.isAlive()).isTrue();
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }
}
