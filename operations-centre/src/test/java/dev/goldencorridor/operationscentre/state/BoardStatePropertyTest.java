package dev.goldencorridor.operationscentre.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.operationscentre.feed.MirroredState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The feed has exactly the live part of the latest values, whatever comes in which order, and however time passes. */
class BoardStatePropertyTest {
    private static final Instant START = Instant.parse("2026-11-28T10:01:00Z");
    private static final List<String> WINDOWS =
            List.of("PT24H", "HOUR:2026-11-28T10", "DAY:2026-11-29", "MONTH:2026-11", "YEAR:2026");

    @Property(tries = 300)
    void theFeedIsTheLivePartOfTheLatestValues(@ForAll long seed) {
        Random random = new Random(seed);
        Board board = new Board("e");
        BoardState state = new BoardState();
        board.show(state);
        state.clockIsCurrent();
        Map<String, Value> latest = new HashMap<>();
        Instant now = START;
        for (int i = 0; i < 80; i++) {
            if (random.nextInt(3) == 0) {
                now = now.plus(Duration.ofMinutes(random.nextInt(random.nextBoolean() ? 60 : 2_000)));
                write(state, latest, new Value("ops.clock", "corridor", "{\"asOf\":\"" + now + "\"}", Instant.MAX));
            } else {
                write(state, latest, value(random, now));
            }
            if (random.nextInt(4) == 0) {
                board.step();
            }
        }
        board.step();

        MirroredState expected = new MirroredState();
        for (Value value : latest.values()) {
            if (value.text != null && value.liveUntil.isAfter(now)) {
                expected.set(value.topic, value.key, value.text);
            }
        }
        assertThat(board.feed().head().digest().toString()).isEqualTo(expected.digest());
    }

    private record Value(String topic, String key, String text, Instant liveUntil) {}

    private static void write(BoardState state, Map<String, Value> latest, Value value) {
        state.accept(value.topic, value.key, value.text, START);
        latest.put(value.topic + value.key, value);
    }

    private static Value value(Random random, Instant now) {
        if (random.nextInt(3) == 0) {
            return alert(random, now);
        }
        String dimension = List.of("NETWORK/ALL", "PORT/CNHRS", "ROUTE/A-B").get(random.nextInt(3));
        int window = random.nextInt(WINDOWS.size());
        Instant start = now.minus(Duration.ofHours(random.nextInt(60)));
        Instant end =
                switch (window) {
                    case 0 -> Instant.MAX;
                    case 1 -> dimension.startsWith("ROUTE") ? Instant.MIN : start.plus(Duration.ofDays(2));
                    case 2 -> start.plus(Duration.ofDays(1));
                    case 3 -> start.plus(Duration.ofDays(30));
                    default -> start.plus(Duration.ofDays(365));
                };
        String text = "{\"windowStart\":\"" + start + "\",\"trips\":" + random.nextInt(9) + "}";
        return new Value("ops.trips", dimension + "/" + WINDOWS.get(window), random.nextInt(6) == 0 ? null : text, end);
    }

    private static Value alert(Random random, Instant now) {
        boolean isCleared = random.nextBoolean();
        Instant cleared = now.minus(Duration.ofHours(random.nextInt(30)));
        String text = "{\"state\":\"" + (isCleared ? "CLEARED" : "RAISED") + "\",\"raisedAt\":\"" + START
                + "\",\"clearedAt\":" + (isCleared ? "\"" + cleared + "\"" : "null") + ",\"revision\":1}";
        return new Value(
                "delays.khorgos",
                "CNHRS|run-" + random.nextInt(5) + "|ARRIVAL_LATE",
                random.nextInt(6) == 0 ? null : text,
                isCleared ? cleared.plus(Duration.ofDays(1)) : Instant.MAX);
    }
}
