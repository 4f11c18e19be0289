package dev.goldencorridor.operationscentre.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The figures equal those of a slow count that looks at each second or each pair of alarms. */
class AlarmFiguresPropertyTest {
    private static final long START = Instant.parse("2026-11-01T00:00:00Z").getEpochSecond();
    private static final int SECONDS = 4 * 24 * 3_600;

    @Property(tries = 200)
    void theFiguresEqualABruteForceCount(@ForAll long seed) {
        Random random = new Random(seed);
        List<Alarm> alarms = alarms(random);
        long from = START + random.nextInt(SECONDS / 2);
        long to = from + 1 + random.nextInt(SECONDS / 2);

        AlarmFigures figures = AlarmFigures.of(alarms, Instant.ofEpochSecond(from), Instant.ofEpochSecond(to));

        List<Alarm> inRange = new ArrayList<>();
        for (Alarm alarm : alarms) {
            long raised = alarm.raisedAt().getEpochSecond();
            if (from <= raised && raised < to) {
                inRange.add(alarm);
            }
        }
        assertThat(figures.alarms()).isEqualTo(inRange.size());
        assertThat(figures.perHour()).isCloseTo(inRange.size() * 3_600.0 / (to - from), within(1e-9));
        assertThat(figures.perTenMinutes()).isCloseTo(inRange.size() * 600.0 / (to - from), within(1e-9));
        assertFloods(figures, inRange, from, to);
        assertThat(figures.stale().stream().map(Alarm::key).collect(Collectors.toSet()))
                .isEqualTo(staleKeys(alarms, to));
        assertThat(figures.chattering().keySet()).isEqualTo(chatteringKeys(inRange, 3_600));
        assertThat(keysByIsa(figures)).isEqualTo(chatteringKeys(inRange, 60));
        for (String severity : List.of("MINOR", "MAJOR", "CRITICAL")) {
            long count = inRange.stream()
                    .filter(alarm -> alarm.severity().equals(severity))
                    .count();
            assertThat(figures.bySeverity().getOrDefault(severity, 0)).isEqualTo((int) count);
        }
        assertTopTen(figures, inRange);
    }

    private static void assertFloods(AlarmFigures figures, List<Alarm> inRange, long from, long to) {
        int most = 0;
        long flooded = 0;
        for (long interval = START - 600; interval < START + 2L * SECONDS; interval += 600) {
            int count = 0;
            for (Alarm alarm : inRange) {
                long raised = alarm.raisedAt().getEpochSecond();
                count += interval <= raised && raised < interval + 600 ? 1 : 0;
            }
            most = Math.max(most, count);
            for (long second = interval; count > 10 && second < interval + 600; second++) {
                flooded += from <= second && second < to ? 1 : 0;
            }
        }
        assertThat(figures.maxPerTenMinutes()).isEqualTo(most);
        assertThat(figures.floodSeconds()).isEqualTo(flooded);
        assertThat(figures.floodShare()).isCloseTo((double) flooded / (to - from), within(1e-9));
    }

    private static Set<String> staleKeys(List<Alarm> alarms, long at) {
        Set<String> keys = new TreeSet<>();
        for (Alarm alarm : alarms) {
            boolean isRaised = alarm.raisedAt().getEpochSecond() <= at
                    && (alarm.clearedAt().isEmpty() || alarm.clearedAt().get().getEpochSecond() > at);
            if (isRaised && at - alarm.raisedAt().getEpochSecond() > 86_400) {
                keys.add(alarm.key());
            }
        }
        return keys;
    }

    private static Set<String> keysByIsa(AlarmFigures figures) {
        return figures.chattering().entrySet().stream()
                .filter(entry -> entry.getValue().isChatteringByIsa())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Set<String> chatteringKeys(List<Alarm> inRange, int seconds) {
        Set<String> keys = new TreeSet<>();
        for (Alarm first : inRange) {
            long begin = first.raisedAt().getEpochSecond();
            long count = inRange.stream()
                    .filter(alarm -> alarm.key().equals(first.key()))
                    .mapToLong(alarm -> alarm.raisedAt().getEpochSecond())
                    .filter(raised -> begin <= raised && raised < begin + seconds)
                    .count();
            if (count >= 3) {
                keys.add(first.key());
            }
        }
        return keys;
    }

    private static void assertTopTen(AlarmFigures figures, List<Alarm> inRange) {
        Map<String, Long> counts =
                inRange.stream().collect(Collectors.groupingBy(Alarm::source, Collectors.counting()));
        List<Long> expected = counts.values().stream()
                .sorted((one, other) -> Long.compare(other, one))
                .limit(10)
                .toList();
        assertThat(figures.mostFrequent().stream().map(count -> (long) count.alarms()))
                .containsExactlyElementsOf(expected);
        figures.mostFrequent()
                .forEach(count -> assertThat(counts.get(count.source())).isEqualTo(count.alarms()));
        double share = inRange.isEmpty()
                ? 0
                : expected.stream().mapToLong(Long::longValue).sum() / (double) inRange.size();
        assertThat(figures.topTenShare()).isCloseTo(share, within(1e-9));
    }

    private static List<Alarm> alarms(Random random) {
        List<Alarm> alarms = new ArrayList<>();
        int count = random.nextInt(150);
        // Bursts make floods and chattering.
        long burst = START + random.nextInt(SECONDS);
        int length = random.nextBoolean() ? 1_500 : 90;
        for (int i = 0; i < count; i++) {
            long raised = random.nextBoolean() ? burst + random.nextInt(length) : START + random.nextInt(SECONDS);
            String facility = "P" + random.nextInt(14);
            String key = facility + "|run-" + random.nextInt(8) + "|ARRIVAL_LATE";
            alarms.add(new Alarm(
                    key,
                    facility + "|ARRIVAL_LATE",
                    "khorgos",
                    List.of("MINOR", "MAJOR", "CRITICAL").get(random.nextInt(3)),
                    Instant.ofEpochSecond(raised),
                    random.nextInt(3) == 0
                            ? Optional.empty()
                            : Optional.of(Instant.ofEpochSecond(raised + random.nextInt(SECONDS / 2)))));
        }
        return alarms;
    }
}
