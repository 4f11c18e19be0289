package dev.goldencorridor.alertbridge;

import static dev.goldencorridor.alertbridge.Alerts.KEY;
import static dev.goldencorridor.alertbridge.Alerts.at;
import static dev.goldencorridor.alertbridge.Alerts.cleared;
import static dev.goldencorridor.alertbridge.Alerts.raised;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.DelayAlert;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertStatesTest {
    private static final Duration RESEND = Duration.ofMinutes(1);
    private static final Duration HOLD = Duration.ofMinutes(4);

    private Instant now = Instant.parse("2026-01-05T08:00:00Z");
    private final AlertStates book = new AlertStates(RESEND, HOLD, new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void whatFiresIsToldAtOnceAndAgainAfterTheInterval() {
        live(raised("MINOR", 1), 0);
        assertThat(told()).containsExactly("MINOR firing");
        assertThat(told()).isEmpty();

        now = now.plus(RESEND).minusMillis(1);
        assertThat(told()).isEmpty();
        now = now.plusMillis(1);
        assertThat(told()).containsExactly("MINOR firing");
    }

    @Test
    void aRiseResolvesTheFormerSeverityInTheSameBreath() {
        live(raised("MINOR", 1), 0);
        told();
        live(raised("MAJOR", 2), 1);
        assertThat(told()).containsExactly("MINOR resolved", "MAJOR firing");

        live(cleared("MAJOR", 3), 2);
        assertThat(told()).containsExactly("MAJOR resolved");
        now = now.plus(HOLD);
        assertThat(told()).isEmpty();
    }

    @Test
    void duringAnOutageOnlyTheLatestStateIsKept() {
        live(raised("MINOR", 1), 0);
        live(raised("MAJOR", 2), 1);
        live(raised("CRITICAL", 3), 2);
        assertThat(told()).containsExactly("CRITICAL firing");
    }

    @Test
    void whatWasSentWithoutAnAnswerCountsAsPerhapsTold() {
        live(raised("MINOR", 1), 0);
        due().forEach(book::attempted);
        live(raised("MAJOR", 2), 1);
        assertThat(told()).containsExactly("MINOR resolved", "MAJOR firing");
    }

    @Test
    void whatAPredecessorMayNotHaveToldIsToldAfterAStart() {
        fromBefore(raised("CRITICAL", 3), 5, now.minusSeconds(30));
        assertThat(told()).containsExactly("MINOR resolved", "MAJOR resolved", "CRITICAL firing");
    }

    @Test
    void whatAlertmanagerHasLongEndedByItselfIsNotToldAfterAStart() {
        fromBefore(cleared("MAJOR", 2), 5, now.minus(Duration.ofHours(3)));
        assertThat(told()).isEmpty();

        fromBefore(raised("CRITICAL", 3), 6, now.minus(Duration.ofHours(2)));
        assertThat(told()).containsExactly("CRITICAL firing");
    }

    @Test
    void anAlertThatIsDeletedWhileItFiresIsResolved() {
        live(raised("MINOR", 1), 0);
        told();
        live(null, 1);
        assertThat(told()).containsExactly("MINOR resolved");
        now = now.plus(HOLD);
        assertThat(told()).isEmpty();
    }

    @Test
    void aRefusedAlertIsSentAgainAfterTheIntervalAndWhenItChanges() {
        live(raised("MINOR", 1), 0);
        due().forEach(book::refused);
        assertThat(book.firing()).isZero();
        assertThat(due()).isEmpty();
        now = now.plus(RESEND);
        assertThat(told()).containsExactly("MINOR firing");
        assertThat(book.firing()).isEqualTo(1);

        now = now.plus(RESEND);
        due().forEach(book::refused);
        live(raised("MAJOR", 2), 1);
        assertThat(told()).containsExactly("MINOR resolved", "MAJOR firing");
    }

    @Test
    void aRefusedEndIsNotSentAgain() {
        live(raised("MINOR", 1), 0);
        told();
        live(cleared("MINOR", 2), 1);
        due().forEach(book::refused);
        now = now.plus(RESEND);
        assertThat(told()).isEmpty();
    }

    @Test
    void anAlertThatIsRaisedAgainFiresAgain() {
        live(raised("MAJOR", 1), 0);
        live(cleared("MAJOR", 2), 1);
        told();
        live(raised("MINOR", 3), 2);
        assertThat(told()).containsExactly("MINOR firing");
    }

    @Test
    void ofTwoTopicsTheNewerStateStands() {
        book.take(KEY, cleared("CRITICAL", 2), at("delays.critical", 0), now, false);
        book.take(KEY, raised("MINOR", 3), at("delays.khorgos", 0), now, false);
        book.take(KEY, null, at("delays.critical", 1), now, false);
        assertThat(told()).containsExactly("MINOR firing");
    }

    @Test
    void whatADeletedTopicHeldIsOverUnlessAnotherHoldsItToo() {
        book.take(KEY, raised("CRITICAL", 1), at("delays.khorgos", 0), now, false);
        book.take(KEY, raised("CRITICAL", 1), at("delays.critical", 0), now, false);
        assertThat(told()).containsExactly("CRITICAL firing");

        book.forget(at("delays.critical", 0).partition());
        assertThat(told()).isEmpty();
        now = now.plus(RESEND);
        assertThat(told()).containsExactly("CRITICAL firing");

        book.forget(at("delays.khorgos", 0).partition());
        assertThat(told()).containsExactly("CRITICAL resolved");
        now = now.plus(RESEND);
        assertThat(told()).isEmpty();
    }

    @Test
    void nothingIsToldOfAPartitionThatHasNotBeenReadToItsEnd() {
        live(raised("MINOR", 1), 0);
        assertThat(book.due(10, partition -> false)).isEmpty();
        assertThat(told()).containsExactly("MINOR firing");
    }

    @Test
    void afterAnOutageEverythingThatFiresIsDue() {
        live(raised("MINOR", 1), 0);
        told();
        book.sendAllAgain();
        assertThat(told()).containsExactly("MINOR firing");
    }

    private void live(DelayAlert alert, long offset) {
        book.take(KEY, alert, at(offset), now, false);
    }

    private void fromBefore(DelayAlert alert, long offset, Instant writtenAt) {
        book.take(KEY, alert, at(offset), writtenAt, true);
    }

    private List<AlertStates.Telling> due() {
        return book.due(10, partition -> true);
    }

    /** What is due, in words; it is taken. */
    private List<String> told() {
        List<AlertStates.Telling> due = due();
        due.forEach(book::attempted);
        due.forEach(book::accepted);
        return due.stream()
                .flatMap(telling -> telling.postings().stream())
                .map(posting -> posting.labels().get("severity") + (posting.firing() ? " firing" : " resolved"))
                .toList();
    }
}
