package dev.goldencorridor.endtoend;

import static dev.goldencorridor.endtoend.AggregateSamples.NOON;
import static dev.goldencorridor.endtoend.AggregateSamples.clearance;
import static dev.goldencorridor.endtoend.AggregateSamples.dwell;
import static dev.goldencorridor.endtoend.AggregateSamples.publisher;
import static dev.goldencorridor.endtoend.AggregateSamples.run;
import static dev.goldencorridor.endtoend.AggregateSamples.trips;
import static dev.goldencorridor.endtoend.SinkDriver.ALASHANKOU;
import static dev.goldencorridor.endtoend.SinkDriver.KHORGOS;
import static dev.goldencorridor.endtoend.SinkDriver.LIMIT;
import static dev.goldencorridor.endtoend.SinkDriver.MARKER;
import static dev.goldencorridor.endtoend.SinkDriver.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.CorridorClock;
import dev.goldencorridor.schemas.PortStatus;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicsMissingException;
import dev.goldencorridor.sink.SinkApplication;
import dev.goldencorridor.sink.SinkSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sink on a real broker delivers aggregates that the tests write themselves. */
class SinkDeliveryIT {
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
    void aMissingPartitionIsNamedBeforeAnythingIsDelivered() {
        try (SinkApplication sink = SinkApplication.create(settings(Map.of(CommonSettings.PARTITIONS_CONFIG, "5")))) {
            assertThatThrownBy(sink::run)
                    .isInstanceOf(TopicsMissingException.class)
                    .hasMessageContainingAll("corridor.trips", "ops.trips", "corridor.rejected", "topics --apply");
        }
    }

    @Test
    void avroPassesUnchangedOnTheSamePartition() throws Exception {
        corridor.runSink();
        for (int partition = 0; partition < 4; partition++) {
            driver.write(partition, "PORT/P" + partition + "/PT1H", trips(partition, 1, NOON));
        }
        driver.write(AggregateRoute.CLEARANCE, 3, KHORGOS, clearance());
        driver.write(AggregateRoute.DWELL, 2, KHORGOS, dwell());
        driver.write(AggregateRoute.TRANSIT, 0, "ROUTE/CNXAG-CNHRS/PT1H", dwell());
        driver.write(
                AggregateRoute.PORTS, 1, "CNHRS", new PortStatus("CNHRS", 3L, 2L, 1L, 7_200.0, "CN|X8003|1", NOON, 1L));
        driver.write(AggregateRoute.CLOCK, 0, "corridor", new CorridorClock(NOON, "event", NOON));
        driver.write(AggregateRoute.RUNS, 2, "CN|X8003|1", run());
        driver.write(AggregateRoute.PUBLISHERS, 3, "khorgos", publisher());
        for (AggregateRoute route : AggregateRoute.all()) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(contents(route.downstream()))
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(contents(route.aggregate())));
        }
    }

    @Test
    void whatItsWriterAbortedNeverArrives() throws Exception {
        corridor.runSink();
        try (KafkaProducer<String, byte[]> writer =
                driver.producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "aborts"))) {
            writer.initTransactions();
            writer.beginTransaction();
            driver.send(writer, 0, KHORGOS, trips(99, 1, NOON));
            writer.flush();
            writer.abortTransaction();
            writer.beginTransaction();
            driver.send(writer, 0, MARKER, trips(1, 1, NOON));
            writer.commitTransaction();
        }
        driver.awaitArrival(MARKER, 1);
        assertThat(corridor.downstream(AggregateRoute.TRIPS)).containsOnlyKeys(MARKER);
    }

    @Test
    void jsonBearsTheContractsNamesAndCloudEventsHeaders() throws Exception {
        corridor.runSink("sink.format=json");
        driver.write(2, KHORGOS, trips(3, 7, NOON));
        driver.write(AggregateRoute.CLEARANCE, 1, KHORGOS, clearance());
        ConsumerRecord<byte[], byte[]> delivered = driver.awaitOnly(AggregateRoute.TRIPS);
        assertThat(delivered.partition()).isEqualTo(2);
        assertThat(new String(delivered.value(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"dimension\":\"PORT\",\"id\":\"CNHRS\",\"origin\":null,\"destination\":null,\"window\":\"PT1H\","
                                + "\"windowStart\":\"2026-10-01T11:01:00Z\",\"windowEnd\":\"2026-10-01T12:01:00Z\","
                                + "\"trips\":3,\"tripsOutbound\":3,\"tripsReturn\":0,\"tripsDomestic\":0,"
                                + "\"wagons\":150,\"teu\":0,\"loadedTeu\":0,\"heavyLoadRate\":null,\"grossTonnes\":6000.75,"
                                + "\"previousTrips\":2,\"changePercent\":50.0,"
                                + "\"period\":null,\"tripsPerDay\":null,\"lastYearTrips\":null,"
                                + "\"lastYearTripsPerDay\":null,\"yearOnYearPercent\":null,\"commodityCodes\":null,"
                                + "\"netTonnesByChapter\":null,\"consignees\":null,\"netTonnesByConsignee\":null,"
                                + "\"asOf\":\"2026-10-01T12:00:00Z\",\"revision\":7}");
        Map<String, String> headers = new TreeMap<>();
        for (Header header : delivered.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", driver.corridor().idOf("corridor.trips") + "/2/0",
                        "ce_source", "/corridor.trips",
                        "ce_type", "dev.goldencorridor.schemas.TripCounts",
                        "ce_subject", KHORGOS,
                        "ce_time", "2026-10-01T12:00:00Z",
                        "content-type", "application/json"));

        JsonNode clearance = new ObjectMapper()
                .readTree(driver.awaitOnly(AggregateRoute.CLEARANCE).value());
        assertThat(clearance.get("within24hShare").doubleValue()).isEqualTo(0.5);
        assertThat(clearance.get("sameDayShare").isNull()).isTrue();
        assertThat(clearance.at("/steps/0/step").textValue()).isEqualTo("ARRIVAL_TO_LODGED");
    }

    @Test
    void aValueWithEqualContentIsNotDeliveredAgain() throws Exception {
        corridor.runSink("sink.min.interval=500ms");
        driver.write(0, KHORGOS, trips(1, 1, NOON));
        driver.write(0, ALASHANKOU, trips(1, 1, NOON));
        driver.write(0, MARKER, trips(1, 1, NOON));
        driver.awaitArrival(MARKER, 1);

        // In one transaction, so that the sink reads all of them at once even on a slow machine.
        try (KafkaProducer<String, byte[]> writer =
                driver.producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "at-once"))) {
            writer.initTransactions();
            writer.beginTransaction();
            driver.send(writer, 0, KHORGOS, trips(1, 2, NOON.plusSeconds(60)));
            driver.send(writer, 0, ALASHANKOU, trips(2, 2, NOON));
            driver.send(writer, 0, ALASHANKOU, trips(1, 3, NOON));
            driver.send(writer, 0, MARKER, trips(2, 2, NOON));
            writer.commitTransaction();
        }
        driver.awaitArrival(MARKER, 2);
        assertThat(driver.revisions(KHORGOS)).containsExactly(1L);
        assertThat(driver.revisions(ALASHANKOU))
                .as("there and back within the interval")
                .containsExactly(1L);

        driver.write(0, ALASHANKOU, trips(2, 4, NOON));
        driver.awaitArrival(ALASHANKOU, 4);
        assertThat(driver.revisions(ALASHANKOU)).containsExactly(1L, 4L);
    }

    @Test
    void theFirstChangeGoesOutAtOnceFurtherOnesAtIntervalsAndTheLastOneAlways() throws Exception {
        Duration interval = Duration.ofSeconds(2);
        corridor.runSink("sink.min.interval=2s");
        driver.write(0, MARKER, trips(1, 1, NOON));
        driver.awaitArrival(MARKER, 1);

        long[] written = {0};
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(10)).until(() -> {
            written[0]++;
            driver.write(0, KHORGOS, trips(written[0], written[0], NOON));
            return driver.revisions(KHORGOS).size() >= 2;
        });
        driver.awaitArrival(KHORGOS, written[0]);

        List<ConsumerRecord<byte[], byte[]>> delivered = driver.delivered(KHORGOS);
        ConsumerRecord<byte[], byte[]> first = corridor.read(AggregateRoute.TRIPS.aggregate()).stream()
                .filter(record -> key(record).equals(KHORGOS))
                .findFirst()
                .orElseThrow();
        assertThat(delivered.get(0).timestamp() - first.timestamp()).isLessThan(interval.toMillis() / 2);
        assertThat(delivered).hasSizeLessThan((int) written[0]);
        for (int i = 1; i < delivered.size(); i++) {
            assertThat(delivered.get(i).timestamp() - delivered.get(i - 1).timestamp())
                    .isGreaterThanOrEqualTo(interval.toMillis());
        }
    }

    private Settings settings(Map<String, String> more) {
        Map<String, String> given = new LinkedHashMap<>(more);
        given.putAll(corridor.connection().endpoints());
        return Settings.of(SinkSettings.definition(), given);
    }

    private List<Content> contents(String topic) {
        List<Content> contents = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : corridor.read(topic)) {
            contents.add(new Content(record.partition(), key(record), ByteBuffer.wrap(record.value())));
        }
        return contents;
    }

    /** The parts of a record that a reader receives. */
    private record Content(int partition, String key, ByteBuffer value) {}
}
