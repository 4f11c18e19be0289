package dev.goldencorridor.operationscentre.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.operationscentre.alarms.Alarm;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Other thresholds clear alerts, tombstones delete them, and the same alert may be raised anew: each shows as it is. */
class ThresholdChangeTest {
    private static final String TOPIC = "delays.khorgos";
    private static final String KEY = "CNHRS|CR|X8003|2026-11-28|CLEARANCE_OVERDUE";
    private static final Instant RAISED = Instant.parse("2026-11-28T10:00:00Z");
    private static final Instant CLEARED = Instant.parse("2026-11-28T11:00:00Z");
    private static final Instant RAISED_AGAIN = Instant.parse("2026-11-28T15:00:00Z");

    private final Board board = new Board("e");

    @BeforeEach
    void raiseAcknowledgeAndChangeThresholds() {
        board.status().live();
        clock(RAISED);
        write(TOPIC, alert("RAISED", RAISED, null, 1));
        write(
                BoardTopics.ACKNOWLEDGEMENTS,
                "{\"alertKey\":\"" + KEY + "\",\"raisedAt\":\"" + RAISED + "\",\"by\":\"desk 1\"}");
        clock(CLEARED);
        write(TOPIC, alert("CLEARED", RAISED, CLEARED, 2));
    }

    @Test
    void anAlertThatOtherThresholdsClearStaysInThePictureWithItsCause() {
        assertThat(board.feed().value(TOPIC, KEY)).get().asString().contains("CLEARED", "THRESHOLDS_CHANGED");
        assertThat(board.state().alarms().alarms()).singleElement().satisfies(alarm -> assertThat(alarm.clearedAt())
                .contains(CLEARED));
        assertThat(OutdatedAcknowledgements.of(board)).isEmpty();
    }

    @Test
    void aTombstoneRemovesItFromThePictureAndNotFromTheHistory() {
        clock(CLEARED.plusSeconds(3_600));
        write(TOPIC, null);

        assertThat(board.feed().value(TOPIC, KEY)).isEmpty();
        assertThat(board.state().alerts().find(KEY)).get().satisfies(archived -> {
            assertThat(archived.deleted()).isTrue();
            assertThat(archived.values()).hasSize(2);
            assertThat(archived.latest()).contains("THRESHOLDS_CHANGED");
        });
        assertThat(board.state().alarms().alarms())
                .as("it ended with the thresholds, not with the tombstone")
                .extracting(alarm -> alarm.clearedAt().orElseThrow())
                .containsExactly(CLEARED);
        assertThat(OutdatedAcknowledgements.of(board)).containsExactly(KEY);
    }

    @Test
    void anAlertThatIsRaisedAnewUnderItsKeyIsAnotherAlarmWithoutTheFormerAcknowledgement() {
        clock(RAISED_AGAIN);
        write(TOPIC, null);
        // A key that was deleted begins with the first revision again.
        write(TOPIC, alert("RAISED", RAISED_AGAIN, null, 1));

        assertThat(board.feed().value(TOPIC, KEY)).get().asString().contains("RAISED", RAISED_AGAIN.toString());
        assertThat(board.state().alerts().find(KEY).orElseThrow().deleted()).isFalse();
        assertThat(board.state().alarms().alarms()).extracting(Alarm::raisedAt).containsExactly(RAISED, RAISED_AGAIN);
        assertThat(OutdatedAcknowledgements.of(board)).containsExactly(KEY);
    }

    @Test
    void aTombstoneOfARaisedAlertEndsItsAlarm() {
        clock(RAISED_AGAIN);
        write(TOPIC, alert("RAISED", RAISED_AGAIN, null, 3));
        Instant deleted = RAISED_AGAIN.plusSeconds(60);
        clock(deleted);
        write(TOPIC, null);

        assertThat(board.feed().value(TOPIC, KEY)).isEmpty();
        assertThat(board.state().alarms().alarms())
                .extracting(alarm -> alarm.clearedAt().orElseThrow())
                .containsExactly(CLEARED, deleted);
    }

    private void clock(Instant now) {
        board.state().accept(BoardTopics.CLOCK, "corridor", "{\"asOf\":\"" + now + "\",\"mode\":\"wall\"}", now);
    }

    private void write(String topic, String text) {
        board.state().accept(topic, KEY, text, CLEARED);
        board.step();
    }

    private static String alert(String state, Instant raised, Instant cleared, long revision) {
        String end = cleared == null
                ? "\"clearedAt\":null,\"clearedCause\":null"
                : "\"clearedAt\":\"" + cleared + "\",\"clearedCause\":\"THRESHOLDS_CHANGED\"";
        return "{\"facility\":\"CNHRS\",\"type\":\"CLEARANCE_OVERDUE\",\"severity\":\"MAJOR\",\"state\":\"" + state
                + "\",\"raisedAt\":\"" + raised + "\",\"asOf\":\"" + (cleared == null ? raised : cleared)
                + "\",\"revision\":" + revision + "," + end + "}";
    }
}
