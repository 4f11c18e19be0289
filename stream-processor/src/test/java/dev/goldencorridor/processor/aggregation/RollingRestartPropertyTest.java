package dev.goldencorridor.processor.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.model.Commodity;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.windows.Pane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The final values of a step with small limits and frequent restarts equal those of a step that counts everything at
 * once. Each look at the clock takes up to 3 ms, so a punctuation may end after any piece of its work.
 */
class RollingRestartPropertyTest {
    private static final Instant START = Instant.parse("2026-02-20T09:00:00Z");
    private static final List<String> KEYS =
            List.of("PORT/CNHRS", "HUB/CNHRS", "HUB/CNXAG", "ROUTE/CNXAG-KZALA", "NETWORK/ALL");
    /** These fields depend on when, or how often, a value was emitted. */
    private static final Set<String> NOT_COMPARED =
            Set.of("asOf", "revision", "windowStart", "windowEnd", "oldestOpenSeconds");

    private static final WorkLimits SMALL =
            new WorkLimits(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5), 3, 6, 5, 100_000);

    private record Change(String key, AggregateUpdate.Batch sum) {}

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void itsFinalValuesEqualThoseOfAStepThatCountsEverythingAtOnce(@ForAll long seed) throws IOException {
        Path directory = Files.createTempDirectory("corridor-test-state");
        try {
            compare(new Random(seed), directory);
        } finally {
            Files.delete(directory);
        }
    }

    private static void compare(Random random, Path directory) {
        Random pace = new Random(random.nextLong());
        AtomicLong nanos = new AtomicLong();
        RollingDriver stopping = new RollingDriver(
                        directory, RollingDriver.PLAN, SMALL, () -> nanos.addAndGet(pace.nextInt(3_000_000)))
                .start(START);
        List<Change> changes = new ArrayList<>();
        Instant now = START;
        for (int step = 0; step < 60; step++) {
            if (random.nextInt(3) == 0) {
                now = now.plus(step(random));
                stopping.setClock(now);
            }
            Change change = change(random, changes, now);
            changes.add(change);
            stopping.process(change.key(), change.sum());
            for (int ticks = random.nextInt(4); ticks > 0; ticks--) {
                stopping.tick();
            }
            if (random.nextInt(5) == 0) {
                stopping.start(now);
            }
        }
        now = now.plus(Duration.ofMinutes(2));
        stopping.setClock(now);
        stopping.settle();

        // The other step needed some minutes to settle. Both must end in the same minute.
        Instant end = stopping.now().truncatedTo(ChronoUnit.MINUTES);
        RollingDriver fresh =
                new RollingDriver(directory, RollingDriver.PLAN, RollingDriver.UNLIMITED, () -> 0L).start(end);
        changes.forEach(change -> fresh.process(change.key(), change.sum()));
        fresh.settle();
        assertSameContent(stopping.latest(), fresh.latest());
    }

    private static Duration step(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Duration.ofMinutes(1);
            case 1 -> Duration.ofMinutes(50);
            case 2 -> Duration.ofHours(13);
            case 3 -> Duration.ofDays(1);
            case 4 -> Duration.ofDays(random.nextInt(40));
            default -> Duration.ofDays(random.nextInt(10) == 0 ? 400 : 3);
        };
    }

    private static Change change(Random random, List<Change> changes, Instant now) {
        if (!changes.isEmpty() && random.nextInt(4) == 0) {
            Change subtracted = changes.get(random.nextInt(changes.size()));
            Map<Long, Pane> minutes = new HashMap<>();
            subtracted.sum().panes().forEach((at, pane) -> minutes.put(at, new Pane().add(pane, -1)));
            return new Change(subtracted.key(), new AggregateUpdate.Batch(minutes, Map.of()));
        }
        String key = KEYS.get(random.nextInt(KEYS.size()));
        Map<String, WaitingTrain> waitingTrains = new HashMap<>();
        if (key.startsWith("PORT") && random.nextInt(2) == 0) {
            WaitingTrain train =
                    new WaitingTrain(now.toEpochMilli() - 1000, random.nextBoolean(), random.nextBoolean());
            waitingTrains.put("CR|X" + random.nextInt(3) + "|2026-02-20", random.nextBoolean() ? train : null);
        }
        Map<Long, Pane> minutes = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Duration back =
                    switch (random.nextInt(4)) {
                        case 0 -> Duration.ofMinutes(-random.nextInt(10));
                        case 1 -> Duration.ofMinutes(random.nextInt(3_000));
                        case 2 -> Duration.ofDays(random.nextInt(60));
                        default -> Duration.ofDays(random.nextInt(1_000));
                    };
            minutes.put(RollingDriver.minute(now.minus(back)), pane(random));
        }
        return new Change(key, new AggregateUpdate.Batch(minutes, waitingTrains));
    }

    private static Pane pane(Random random) {
        List<Commodity> commodities = random.nextBoolean()
                ? List.of()
                : List.of(new Commodity("10" + random.nextInt(3), "Consignee " + random.nextInt(2), 1_000));
        Pane pane = Pane.of(new Measurement.Trip(TravelDirection.OUTBOUND, 50, 100, 8, 1_000, commodities));
        DurationKind kind = List.of(DurationKind.values()).get(random.nextInt(DurationKind.values().length));
        return random.nextBoolean()
                ? pane
                : pane.add(new Measurement.Elapsed(kind, random.nextInt(900) * 1_000L, false), 1);
    }

    private static void assertSameContent(Map<String, SpecificRecord> stopping, Map<String, SpecificRecord> fresh) {
        Set<String> keys = new TreeSet<>(stopping.keySet());
        keys.addAll(fresh.keySet());
        for (String key : keys) {
            SpecificRecord value = stopping.get(key);
            SpecificRecord expected = fresh.get(key);
            if (expected != null) {
                assertThat(value).as(key).isNotNull();
                assertThat(content(value)).as(key).isEqualTo(content(expected));
            } else if (value != null) {
                // The value was emitted while the dimension was not empty.
                assertThat(count(value)).as(key + " " + value).isZero();
            }
        }
    }

    private static Map<String, Object> content(SpecificRecord value) {
        Map<String, Object> content = new TreeMap<>();
        boolean isOpen = value.getSchema().getField("open") != null
                && !Long.valueOf(0)
                        .equals(value.get(value.getSchema().getField("open").pos()));
        for (Schema.Field field : value.getSchema().getFields()) {
            // The maximum includes the age of the oldest open train.
            if (!NOT_COMPARED.contains(field.name()) && !(isOpen && field.name().equals("maxSeconds"))) {
                content.put(field.name(), value.get(field.pos()));
            }
        }
        return content;
    }

    private static long count(SpecificRecord value) {
        long count = 0;
        for (String name : List.of("trips", "previousTrips", "count", "open", "present")) {
            Schema.Field field = value.getSchema().getField(name);
            if (field != null && !(name.equals("previousTrips") && isPeriod(value))) {
                count += ((Number) value.get(field.pos())).longValue();
            }
        }
        return count;
    }

    private static boolean isPeriod(SpecificRecord value) {
        return value.get(value.getSchema().getField("period").pos()) != null;
    }
}
