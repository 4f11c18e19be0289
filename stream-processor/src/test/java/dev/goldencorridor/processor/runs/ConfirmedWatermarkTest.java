package dev.goldencorridor.processor.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.state.PersistentWatermark;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When the event clock follows an event. Times are in days; the limit is one week. */
class ConfirmedWatermarkTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long WEEK = 7 * DAY;

    private ConfirmedWatermark watermark = new ConfirmedWatermark(PersistentWatermark.NONE, WEEK);
    private int runs;

    @Test
    void theFirstEventSetsTheClockAfterASecond() {
        watermark.offer("a", 100 * DAY, 0);
        watermark.review(999);
        assertThat(watermark.millis()).isEqualTo(PersistentWatermark.NONE);
        watermark.review(1_000);
        assertThat(watermark.millis()).isEqualTo(100 * DAY);
    }

    @Test
    void sixRunsSetTheFirstClockAtOnceAndAWrongTimeAmongThemDoesNot() {
        watermark.offer("wrong", 9_000 * DAY, 0);
        for (int i = 0; i < 4; i++) {
            offerOfAnotherRun(100 * DAY + i);
            assertThat(watermark.millis()).isEqualTo(PersistentWatermark.NONE);
        }
        offerOfAnotherRun(100 * DAY + 4);
        assertThat(watermark.millis()).isEqualTo(100 * DAY + 4);
        offerOfAnotherRun(100 * DAY + 5);
        watermark.review(Long.MAX_VALUE);
        assertThat(watermark.millis()).isEqualTo(100 * DAY + 5);
    }

    @Test
    void aStepUpToTheLimitAdvancesItAtOnce() {
        establish(100 * DAY);
        offerOfAnotherRun(100 * DAY + WEEK);
        assertThat(watermark.millis()).isEqualTo(107 * DAY);
        offerOfAnotherRun(107 * DAY + WEEK + 1);
        assertThat(watermark.millis()).isEqualTo(107 * DAY);
    }

    @Test
    void fiveRunsDoNotConfirmAJumpAndTheSixthDoes() {
        establish(100 * DAY);
        for (int i = 0; i < 5; i++) {
            offerOfAnotherRun(200 * DAY + i * DAY);
        }
        watermark.review(Long.MAX_VALUE);
        assertThat(watermark.millis()).isEqualTo(100 * DAY);
        offerOfAnotherRun(200 * DAY + 5 * DAY);
        assertThat(watermark.millis()).isEqualTo(205 * DAY);
    }

    @Test
    void manyEventsOfOneRunDoNotConfirmEachOther() {
        establish(100 * DAY);
        for (int i = 0; i < 100; i++) {
            watermark.offer("alone", 200 * DAY + i, 0);
        }
        assertThat(watermark.millis()).isEqualTo(100 * DAY);
    }

    @Test
    void runsYearsApartDoNotConfirmEachOtherWhereOthersContradictThem() {
        establish(100 * DAY);
        for (int i = 1; i <= 50; i++) {
            offerOfAnotherRun(100 * DAY + 100L * i * DAY);
            offerOfAnotherRun(100 * DAY);
        }
        assertThat(watermark.millis()).isEqualTo(100 * DAY);
    }

    @Test
    void contradictionDoesNotStopRunsThatAgree() {
        establish(100 * DAY);
        for (int i = 0; i < 6; i++) {
            offerOfAnotherRun(200 * DAY + i);
            offerOfAnotherRun(100 * DAY);
        }
        assertThat(watermark.millis()).isEqualTo(200 * DAY + 5);
    }

    @Test
    void aQuietCorridorFollowsFiveRunsBehind() {
        establish(100 * DAY);
        for (int i = 1; i <= 50; i++) {
            offerOfAnotherRun(100 * DAY + 10L * i * DAY);
        }
        assertThat(watermark.millis()).isEqualTo(100 * DAY + 450 * DAY);
    }

    @Test
    void anEarlierCandidateIsReachedWithTheClock() {
        establish(100 * DAY);
        offerOfAnotherRun(110 * DAY);
        offerOfAnotherRun(103 * DAY);
        assertThat(watermark.millis()).isEqualTo(110 * DAY);
    }

    @Test
    void aStreamOfFewRunsAcceptsAJumpAfterASecond() {
        watermark.offer("a", 100 * DAY, 0);
        watermark.review(1_000);
        watermark.offer("a", 200 * DAY, 5_000);
        watermark.review(5_999);
        assertThat(watermark.millis()).isEqualTo(100 * DAY);
        watermark.review(6_000);
        assertThat(watermark.millis()).isEqualTo(200 * DAY);
    }

    @Test
    void afterARestartAJumpNeedsConfirmation() {
        watermark = new ConfirmedWatermark(100 * DAY, WEEK);
        watermark.offer("a", 200 * DAY, 0);
        watermark.review(Long.MAX_VALUE);
        assertThat(watermark.millis()).isEqualTo(100 * DAY);
    }

    @Test
    void theNewestCandidatesAreKept() {
        establish(100 * DAY);
        for (int i = 1; i <= 1_000; i++) {
            offerOfAnotherRun((1_000L + i * 100L) * DAY);
            offerOfAnotherRun(100 * DAY);
        }
        for (int i = 0; i < 6; i++) {
            offerOfAnotherRun(200 * DAY + i);
        }
        assertThat(watermark.millis()).isEqualTo(200 * DAY + 5);
    }

    private void establish(long at) {
        for (int i = 0; i < ConfirmedWatermark.CONFIRMING_RUNS; i++) {
            offerOfAnotherRun(at);
        }
        assertThat(watermark.millis()).isEqualTo(at);
    }

    private void offerOfAnotherRun(long eventTime) {
        watermark.offer("run " + runs++, eventTime, 0);
    }
}
