package dev.goldencorridor.faultbench.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ClockHistoryPropertyTest {
    @Property
    void theClockIsTheFurthestTimeOfTheVisibleEvents(
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 20) Integer> visibleSince,
            @ForAll @Size(min = 30, max = 30) List<@IntRange(min = 0, max = 20) Integer> occurredAt,
            @ForAll @IntRange(min = 0, max = 21) int time) {
        ClockHistory history = new ClockHistory();
        Instant before = Instant.MIN;
        Instant upTo = Instant.MIN;
        for (int i = 0; i < visibleSince.size(); i++) {
            Instant event = second(occurredAt.get(i));
            history.add(second(visibleSince.get(i)), event);
            before = visibleSince.get(i) < time && event.isAfter(before) ? event : before;
            upTo = visibleSince.get(i) <= time && event.isAfter(upTo) ? event : upTo;
        }
        assertThat(history.before(second(time))).isEqualTo(before);
        assertThat(history.upTo(second(time))).isEqualTo(upTo);
    }

    private static Instant second(int second) {
        return Instant.ofEpochSecond(second);
    }
}
