package dev.goldencorridor.processor.reset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.state.RecordParts;
import dev.goldencorridor.processor.windows.CorridorCalendar;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PublishedStateTest {
    /** The part of a run with one raised and one cleared alert, from an earlier release. */
    private static final String ALERTS =
            "010180a4e8030123456789abcdef040005434e4852533f0000055838303033c08db7010380897a"
                    + "c0ee6d028092f401c08db70180be92010006706170657273c0d89e010000040000000477696e64000c4152524956414c5f4c4154450008"
                    + "537475726d20c3bc000c7374616e6f783a38373730310302000139809bee020401809bee02060005434e48525340062280897affffffff"
                    + "ffffffffff0180897a000477696e6480f0b2528086825200055838303033c0a386010005434e485253650450ffffffffffffffffff01c0"
                    + "ee6d80897a0000c09a0ca0fe0a00055838303033e8907a80a8c30101000c7374616e6f783a3837373031040e";

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
    void theAlertsOfARunSurviveWithoutItsVisits() {
        byte[] alerts = HexFormat.of().parseHex(ALERTS);
        byte[] record = new RecordParts(new byte[] {6, 1}, alerts).toBytes();
        byte[] survivor = state.survivor("journeys", "iCR|X1|run", record);
        assertThat(RecordParts.of(survivor).first()).isNull();
        assertThat(RecordParts.of(survivor).second())
                .isEqualTo(state.survivor("delays", "rCR|X1|run", alerts))
                .isNotEqualTo(alerts);
        assertThat(state.survivor("journeys", "iCR|X1|run", survivor)).isEqualTo(survivor);
        assertThat(state.openAlerts("journeys", "iCR|X1|run", record)).isEqualTo(1);
        assertThat(state.openAlerts("journeys", "iCR|X1|run", survivor)).isEqualTo(1);
        assertThat(state.openAlerts("delays", "rCR|X1|run", alerts)).isEqualTo(1);
        assertThat(state.lostAlerts("journeys", "iCR|X1|run", record)).isEqualTo(1);
        assertThat(state.survivor("journeys", "jCR|X1|run\0stanox:1", new byte[] {1}))
                .isNull();
    }

    @Test
    void anEntryOfTheIndexSurvives() {
        assertThat(state.survivor("delays", "oCR|X1|run", new byte[] {1})).containsExactly(1);
    }

    @Test
    void aMarkSaysThatMovementsAreReadAgain() {
        assertThat(state.marks("delays")).containsOnlyKeys("mrecount");
        assertThat(state.marks("rolling")).containsOnlyKeys("wcomplete-from");
        assertThat(state.marks("journeys")).isEmpty();
    }
}
