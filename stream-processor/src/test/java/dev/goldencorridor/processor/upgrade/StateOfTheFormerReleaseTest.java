package dev.goldencorridor.processor.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.Movements;
import dev.goldencorridor.processor.PipelineDriver;
import dev.goldencorridor.processor.aggregation.RollingProcessor;
import dev.goldencorridor.processor.alerts.AlertProcessor;
import dev.goldencorridor.processor.runs.RunProcessor;
import dev.goldencorridor.reference.Agreement;
import dev.goldencorridor.reference.Recount;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * This release, started on what the former one left behind, goes on as if it had counted everything itself. {@link
 * StateDumpMain} made the dump on the former release's code.
 */
class StateOfTheFormerReleaseTest {
    private static final String FORMER_RELEASE = "upgrade/2026-11-28";

    @TempDir
    private Path stateDirectory;

    private final Map<AggregateRoute, Map<String, SpecificRecord>> latest = new HashMap<>();
    private final Map<AggregateRoute, Integer> checked = new HashMap<>();
    private final Map<String, DelayAlert> alerts = new TreeMap<>();
    private final List<TrainMovement> sent = new ArrayList<>();
    private StateDump former;
    private PipelineDriver pipeline;

    @BeforeEach
    void startOnTheFormerState() throws IOException {
        // Loads what reads the dump's records.
        new PipelineDriver(StateDumpMain.WALL_CLOCK, StateDumpMain.SETTINGS).close();
        former = StateDump.read(FORMER_RELEASE);
        start(former, settings());
        deliver(StateDumpMain.PANES);
        deliver(StateDumpMain.NOTICES);
        settle();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(StateDumpMain.SETTINGS);
        settings.put("processor.state.dir", stateDirectory.toString());
        // In transactions a store without a checkpoint, which the dump has none of, is restored from its changelog.
        settings.put("processor.guarantee", "at_least_once");
        return settings;
    }

    private void start(StateDump state, Map<String, String> settings) {
        for (String store : List.of(RunProcessor.STORE, RollingProcessor.STORE, AlertProcessor.STORE)) {
            state.layOut(store, stateDirectory, StateDumpMain.APPLICATION);
        }
        pipeline = new PipelineDriver(StateDumpMain.WALL_CLOCK, settings);
        checked.clear();
        state.published().forEach((route, values) -> {
            Map<String, SpecificRecord> byKey = new LinkedHashMap<>();
            values.forEach(value -> byKey.put(keyOf(route, value), value));
            latest.put(route, byKey);
        });
        latest.put(AggregateRoute.CLOCK, new HashMap<>());
        alerts.clear();
        state.alerts().forEach(alert -> alerts.put(keyOf(alert), alert));
        sent.clear();
        sent.addAll(state.movements());
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void theDumpHoldsEveryFormOfState() {
        assertThat(former.entriesOf(StateDumpMain.PANES)).isNotEmpty();
        assertThat(former.entriesOf(StateDumpMain.NOTICES)).isNotEmpty();
        assertThat(sections(RunProcessor.STORE)).contains('i', 'j', 'x');
        assertThat(sections(RollingProcessor.STORE)).contains('p', 'd', 's', 't', 'w');
        assertThat(sections(AlertProcessor.STORE)).contains('r', 'a', 'c', 'm');
        assertThat(former.entriesOf(RollingProcessor.STORE))
                .anyMatch(entry -> entry.key().startsWith("p") && entry.key().contains("\0b"));
        assertThat(former.entriesOf(RollingProcessor.STORE))
                .anyMatch(entry ->
                        entry.key().startsWith("pPORT/CNHRS\0") && !entry.key().contains("\0b"));
        assertThat(former.alerts()).extracting(DelayAlert::getState).contains("RAISED", "CLEARED");
        assertThat(former.alerts()).extracting(DelayAlert::getType).contains("PORT_CLOSED", "ARRIVAL_LATE");
    }

    @Test
    void whatTheFormerReleaseCountedIsStillCountedAndItsDuplicatesAreNot() {
        agrees();
        Map<String, DelayAlert> before = new TreeMap<>(alerts);
        for (TrainMovement one : former.movements()) {
            pipeline.publish(one);
        }
        settle();
        assertThat(pipeline.rejected()).hasSize((int) former.movements().stream()
                .filter(one -> !one.equals(PlausibleMass.of(one)))
                .count());
        agrees();
        assertThat(alerts.keySet()).containsAll(before.keySet());
        before.forEach((key, alert) ->
                assertThat(alerts.get(key).getState()).as(key + alerts.get(key)).isEqualTo(alert.getState()));
    }

    @Test
    void retractionsOfWhatTheFormerReleaseCountedAreCounted() {
        Random random = new Random(31);
        for (TrainMovement one : former.movements()) {
            if (random.nextInt(3) == 0) {
                publish(Movements.retraction(PlausibleMass.of(one)));
            }
            if (random.nextInt(20) == 0) {
                settle();
            }
        }
        settle();
        agrees();
    }

    @Test
    void newReportsOfTheFormerReleasesRunsAndOfNewOnesAreCounted() {
        VariedReports reports = new VariedReports(37, Instant.parse("2026-11-01T00:00:00Z"));
        reports.ofFormerYears(60);
        reports.ofFewRuns(6, 90, StateDumpMain.NOW.plus(Duration.ofHours(20)));
        reports.ofABusyHour(5, Instant.parse("2026-10-29T08:00:00Z"));
        reports.retractEvery(9);
        reports.all().forEach(this::publish);
        settle();
        agrees();
    }

    @Test
    void allOfItCanBeRetracted() {
        for (TrainMovement one : former.movements()) {
            if (one.getRetracts() == null) {
                publish(Movements.retraction(PlausibleMass.of(one)));
            }
        }
        settle();
        agrees();
        assertThat(alerts.entrySet())
                .filteredOn(entry -> entry.getValue().getState().equals("RAISED"))
                .extracting(Map.Entry::getKey)
                .allMatch(key -> key.endsWith("|PORT_CLOSED"));
    }

    @Test
    void afterAResetAllIsCountedAgainAndWhatWasPublishedGoesOn() {
        pipeline.close();
        start(former.afterAReset(StateDumpMain.WALL_CLOCK.toEpochMilli() + 1), settings());
        Map<String, DelayAlert> before = new TreeMap<>(alerts);
        sent.clear();
        for (TrainMovement one : former.movements()) {
            publish(PlausibleMass.of(one));
            assertThat(alerts).isEqualTo(before);
        }
        settle();
        assertThat(alerts).as("before the re-reading is over").isEqualTo(before);
        pipeline.passTime(Duration.ofSeconds(16));
        settle();
        agrees();
        before.forEach((key, alert) -> {
            // The rules have changed for trains that came back, and for steps after a release.
            boolean mayDiffer = former.movements().stream()
                    .filter(one -> key.startsWith(one.getFacility() + "|" + one.getTrainRunId() + "|"))
                    .anyMatch(one -> one.getDetail() instanceof Departure
                            || (one.getDetail() instanceof Clearance clearance
                                    && clearance.getStep() != ClearanceStep.RELEASED));
            if (!mayDiffer) {
                assertThat(alerts.get(key).getState()).as(key).isEqualTo(alert.getState());
            }
        });
        assertThat(alerts.keySet()).containsAll(before.keySet());
        former.published().forEach((route, values) -> values.stream()
                // Window keys of a dimension with nothing left are deleted; the recount has agreed to that.
                .filter(value -> latest.get(route).get(keyOf(route, value)) != null)
                .forEach(value -> assertThat(revision(latest.get(route).get(keyOf(route, value))))
                        .as(keyOf(route, value))
                        .isGreaterThan(revision(value))));
    }

    private Set<Character> sections(String store) {
        return former.entriesOf(store).stream()
                .map(entry -> entry.key().charAt(0))
                .collect(Collectors.toSet());
    }

    private void publish(TrainMovement movement) {
        sent.add(movement);
        pipeline.publish(movement);
    }

    private void deliver(String topic) {
        TestInputTopic<byte[], byte[]> internal =
                pipeline.driver().createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
        for (StateDump.Entry entry : former.entriesOf(topic)) {
            internal.pipeInput(
                    entry.key().getBytes(StandardCharsets.UTF_8),
                    entry.value(),
                    StateDumpMain.WALL_CLOCK.toEpochMilli());
        }
    }

    private void settle() {
        pipeline.settle();
        pipeline.passTime(Duration.ofSeconds(1));
        pipeline.settle();
        for (AggregateRoute route : former.published().keySet()) {
            List<SpecificRecord> all = pipeline.all(route);
            all.subList(checked.getOrDefault(route, 0), all.size()).forEach(value -> goesOn(route, value));
            checked.put(route, all.size());
            pipeline.latest(route).forEach((key, value) -> latest.get(route).put(key, value));
        }
        List<DelayAlert> emitted = pipeline.alertHistory();
        emitted.subList(checked.getOrDefault(null, 0), emitted.size()).forEach(this::goesOn);
        checked.put(null, emitted.size());
    }

    /** A key that the former release has published goes on under the next revision. */
    private void goesOn(AggregateRoute route, SpecificRecord value) {
        if (value != null) {
            String key = keyOf(route, value);
            SpecificRecord before = latest.get(route).get(key);
            if (before != null) {
                assertThat(revision(value)).as(key).isEqualTo(revision(before) + 1);
            }
            latest.get(route).put(key, value);
        }
    }

    /** An alert that is raised is not raised again. */
    private void goesOn(DelayAlert alert) {
        DelayAlert before = alerts.put(keyOf(alert), alert);
        if (before != null) {
            assertThat(alert.getRevision()).as("%s", alert).isEqualTo(before.getRevision() + 1);
            if (before.getState().equals("RAISED") && alert.getState().equals("RAISED")) {
                assertThat(alert.getRaisedAt()).as("%s", alert).isEqualTo(before.getRaisedAt());
            }
        }
    }

    private void agrees() {
        List<TrainMovement> counted = sent.stream()
                .filter(one -> one.getRetracts() != null
                        || one.getDetail() instanceof Departure
                        || one.getDetail() instanceof Arrival
                        || one.getDetail() instanceof Clearance)
                .toList();
        assertThat(pipeline.rejected()).isEmpty();
        new Agreement(new Recount(counted), latest::get).check();
    }

    private static long revision(SpecificRecord value) {
        return (Long) value.get(value.getSchema().getField("revision").pos());
    }

    private static String keyOf(DelayAlert alert) {
        return alert.getFacility() + "|" + alert.getTrainRunId() + "|" + alert.getType();
    }

    private static String keyOf(AggregateRoute route, SpecificRecord value) {
        return route.equals(AggregateRoute.PORTS)
                ? text(value, "facility")
                : text(value, "dimension") + "/" + text(value, "id") + "/" + text(value, "window");
    }

    private static String text(SpecificRecord value, String field) {
        return value.get(value.getSchema().getField(field).pos()).toString();
    }
}
