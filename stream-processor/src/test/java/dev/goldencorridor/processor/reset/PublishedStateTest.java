package dev.goldencorridor.processor.reset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.windows.CorridorCalendar;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PublishedStateTest {
    private static final long COMPLETE_FROM =
            Instant.parse("2026-10-31T10:00:00Z").toEpochMilli();

    private final PublishedState state = new PublishedState(CorridorCalendar.RAILWAY, COMPLETE_FROM, COMPLETE_FROM + 1);

    @Test
    void aPeriodIsLostIfItBeginsBeforeAllMovementsAreStored() {
        // A railway day begins at 18:01 in Beijing, on the day before.
        assertThat(state.isLost("PORT/CNHRS/DAY:2026-11-01")).isFalse();
        assertThat(state.isLost("PORT/CNHRS/DAY:2026-10-31")).isTrue();
        assertThat(state.isLost("PORT/CNHRS/MONTH:2026-11")).isFalse();
        assertThat(state.isLost("PORT/CNHRS/YEAR:2026")).isTrue();
        assertThat(state.isLost("ROUTE/CNXAG-esr:707702/P30D")).isFalse();
        assertThat(new PublishedState(CorridorCalendar.RAILWAY, Long.MIN_VALUE, 0).isLost("PORT/CNHRS/YEAR:2019"))
                .isFalse();
    }

    @Test
    void theRevisionOfAPublishedResultSurvivesAndItsContentDoesNot() {
        byte[] published =
                ByteBuffer.allocate(24).putLong(7).putLong(11).putLong(13).array();
        byte[] survivor = state.survivor("rolling", "tcorridor.trips\0PORT/CNHRS/P30D", published);
        assertThat(ByteBuffer.wrap(survivor).getLong()).isEqualTo(7);
        assertThat(survivor).isNotEqualTo(published);
        assertThat(state.survivor("rolling", "tcorridor.trips\0PORT/CNHRS/P30D", survivor))
                .isEqualTo(survivor);
        assertThat(state.survivor("rolling", "tcorridor.trips\0PORT/CNHRS/YEAR:2026", published))
                .isNull();
    }

    @Test
    void countsRunsAndMarksDoNotSurvive() {
        assertThat(state.survivor("rolling", "dPORT/CNHRS\0" + 20_000, new byte[] {1}))
                .isNull();
        assertThat(state.survivor("rolling", "wfurthest", new byte[8])).isNull();
        assertThat(state.survivor("journeys", "iCR|X1|run", new byte[] {1})).isNull();
        assertThat(state.survivor("delays", "mfurthest", new byte[8])).isNull();
        assertThat(state.survivor("delays", "aCNHRS\0CR|X1|run", new byte[0])).isEmpty();
    }

    @Test
    void aMarkSaysThatMovementsAreReadAgain() {
        assertThat(state.marks("delays")).containsOnlyKeys("mrecount");
        assertThat(state.marks("rolling")).containsOnlyKeys("wcomplete-from");
        assertThat(state.marks("journeys")).isEmpty();
    }
}
