package dev.goldencorridor.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.windows.RollingDimension;
import dev.goldencorridor.processor.windows.WindowSum;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final Timetable TIMETABLE = new Timetable(100_000, 0.1);

    @Test
    void shouldEndWhereEveryKindOfWindowEnds() {
        assertThat(Windows.ALL).allSatisfy(window -> assertThat(Timetable.END % Windows.hopMillis(window))
                .isZero());
    }

    @Test
    void shouldBeOutOfOrderWithinItsBound() {
        long[] furthest = {0};
        long[] late = {0};
        TIMETABLE.forEach(trip -> {
            assertThat(trip.occurredAt())
                    .isGreaterThan(furthest[0] - Trip.DISORDER_MILLIS)
                    .isLessThan(Timetable.END);
            late[0] += trip.occurredAt() < furthest[0] ? 1 : 0;
            furthest[0] = Math.max(furthest[0], trip.occurredAt());
        });
        assertThat(late[0]).isPositive();
    }

    @Test
    void shouldBeReadAsItWasWritten() {
        TIMETABLE.forEach(trip ->
                assertThat(Trip.fromBytes(trip.toBytes())).isEqualTo(trip).matches(read -> !read.isMark()));
    }

    @Test
    void shouldBeRecountedAsTheEngineCountsIt() {
        Recount recount = new Recount();
        Map<Integer, RollingDimension> dimensions = new HashMap<>();
        TIMETABLE.forEach(trip -> {
            recount.add(trip);
            dimensions
                    .computeIfAbsent(trip.dimension(), dimension -> new RollingDimension(Windows.ALL))
                    .change(trip.minute(), trip.pane());
        });
        Trip mark = Trip.markBefore(Timetable.END);

        Map<String, Answer> right = recount.rolling(Timetable.END);

        assertThat(right).hasSize(Windows.ALL.size() * dimensions.size());
        dimensions.forEach((number, dimension) -> {
            dimension.advanceTo(mark.minute());
            for (WindowSum sum : dimension.sums()) {
                assertThat(Answer.of(sum, mark.minute()))
                        .matches(answer -> answer.agreesWith(right.get(KeyedAnswer.key(number, sum.window()))));
            }
        });
    }
}
