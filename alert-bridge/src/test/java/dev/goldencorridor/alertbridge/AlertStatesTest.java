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
    private final AlertStates states = new AlertStates(RESEND, HOLD, new Clock() {
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
    void aFiringAlertIsSentAtOnceAndAgainAfterTheInterval() {
        live(raised("MINOR", 1), 0);
        assertThat(accepted()).containsExactly("MINOR firing");
        assertThat(accepted()).isEmpty();

        now = now.plus(RESEND).minusMillis(1);
        assertThat(accepted()).isEmpty();
        now = now.plusMillis(1);
        assertThat(accepted()).containsExactly("MINOR firing");
    }

    @Test
    void aRiseResolvesTheFormerSeverityInTheSameNotification() {
        live(raised("MINOR", 1), 0);
        accepted();
        live(raised("MAJOR", 2), 1);
        assertThat(accepted()).containsExactly("MINOR resolved", "MAJOR firing");

        live(cleared("MAJOR", 3), 2);
        assertThat(accepted()).containsExactly("MAJOR resolved");
        now = now.plus(HOLD);
        assertThat(accepted()).isEmpty();
    }

    @Test
    void duringAnOutageOnlyTheLatestStateIsKept() {
        live(raised("MINOR", 1), 0);
        live(raised("MAJOR", 2), 1);
        live(raised("CRITICAL", 3), 2);
        assertThat(accepted()).containsExactly("CRITICAL firing");
    }

    @Test
    void anAlertSentWithoutAResponseCountsAsPossiblyFiring() {
        live(raised("MINOR", 1), 0);
        due().forEach(states::attempted);
        live(raised("MAJOR", 2), 1);
        assertThat(accepted()).containsExactly("MINOR resolved", "MAJOR firing");
    }

    @Test
    void afterAStartRecentFormerSeveritiesAreResolved() {
        fromBefore(raised("CRITICAL", 3), 5, now.minusSeconds(30));
        assertThat(accepted()).containsExactly("MINOR resolved", "MAJOR resolved", "CRITICAL firing");
    }

    @Test
    void afterAStartNoNotificationResolvesAnAlertThatHasExpired() {
        fromBefore(cleared("MAJOR", 2), 5, now.minus(Duration.ofHours(3)));
        assertThat(accepted()).isEmpty();

        fromBefore(raised("CRITICAL", 3), 6, now.minus(Duration.ofHours(2)));
        assertThat(accepted()).containsExactly("CRITICAL firing");
    }

    @Test
    void anAlertThatIsDeletedWhileItFiresIsResolved() {
        live(raised("MINOR", 1), 0);
        accepted();
        live(null, 1);
        assertThat(accepted()).containsExactly("MINOR resolved");
        now = now.plus(HOLD);
        assertThat(accepted()).isEmpty();
    }

    @Test
    void aRefusedAlertIsSentAgainAfterTheIntervalAndWhenItChanges() {
        live(raised("MINOR", 1), 0);
        due().forEach(states::refused);
        assertThat(states.firing()).isZero();
        assertThat(due()).isEmpty();
        now = now.plus(RESEND);
        assertThat(accepted()).containsExactly("MINOR firing");
        assertThat(states.firing()).isEqualTo(1);

        now = now.plus(RESEND);
        due().forEach(states::refused);
        live(raised("MAJOR", 2), 1);
        assertThat(accepted()).containsExactly("MINOR resolved", "MAJOR firing");
    }

    @Test
    void aRefusedResolutionIsNotSentAgain() {
        live(raised("MINOR", 1), 0);
        accepted();
        live(cleared("MINOR", 2), 1);
        due().forEach(states::refused);
        assertThat(states.firing()).isZero();
        now = now.plus(RESEND);
        assertThat(accepted()).isEmpty();

        // Otherwise Alertmanager would refuse the raising too, since it refuses whole requests.
        live(raised("MAJOR", 3), 2);
        assertThat(accepted()).containsExactly("MAJOR firing");
    }

    @Test
    void anAlertThatIsRaisedAgainFiresAgain() {
        live(raised("MAJOR", 1), 0);
        live(cleared("MAJOR", 2), 1);
        accepted();
        live(raised("MINOR", 3), 2);
        assertThat(accepted()).containsExactly("MINOR firing");
    }

    @Test
    void theNewerStateOfTwoTopicsWins() {
        states.update(KEY, cleared("CRITICAL", 2), at("delays.critical", 0), now, null, false);
        states.update(KEY, raised("MINOR", 3), at("delays.khorgos", 0), now, null, false);
        states.update(KEY, null, at("delays.critical", 1), now, null, false);
        assertThat(accepted()).containsExactly("MINOR firing");
    }

    @Test
    void anAlertOfADeletedTopicIsResolvedUnlessAnotherTopicHoldsIt() {
        states.update(KEY, raised("CRITICAL", 1), at("delays.khorgos", 0), now, null, false);
        states.update(KEY, raised("CRITICAL", 1), at("delays.critical", 0), now, null, false);
        assertThat(accepted()).containsExactly("CRITICAL firing");

        states.partitionDeleted(at("delays.critical", 0).partition());
        assertThat(accepted()).isEmpty();
        now = now.plus(RESEND);
        assertThat(accepted()).containsExactly("CRITICAL firing");

        states.partitionDeleted(at("delays.khorgos", 0).partition());
        assertThat(accepted()).containsExactly("CRITICAL resolved");
        now = now.plus(RESEND);
        assertThat(accepted()).isEmpty();
    }

    @Test
    void noAlertIsSentFromAPartitionThatHasNotBeenReadToItsEnd() {
        live(raised("MINOR", 1), 0);
        assertThat(states.due(10, partition -> false)).isEmpty();
        assertThat(accepted()).containsExactly("MINOR firing");
    }

    @Test
    void afterAnOutageEveryFiringAlertIsDue() {
        live(raised("MINOR", 1), 0);
        accepted();
        states.sendAllAgain();
        assertThat(accepted()).containsExactly("MINOR firing");
    }

    private void live(DelayAlert alert, long offset) {
        states.update(KEY, alert, at(offset), now, null, false);
    }

    private void fromBefore(DelayAlert alert, long offset, Instant writtenAt) {
        states.update(KEY, alert, at(offset), writtenAt, null, true);
    }

    private List<AlertStates.Notification> due() {
        return states.due(10, partition -> true);
    }

    /** Lets Alertmanager accept all due notifications; returns severity and state of each alert in them. */
    private List<String> accepted() {
        List<AlertStates.Notification> due = due();
        due.forEach(states::attempted);
        due.forEach(states::accepted);
        return due.stream()
                .flatMap(notification -> notification.alerts().stream())
                .map(alert -> alert.labels().get("severity") + (alert.firing() ? " firing" : " resolved"))
                .toList();
    }
}
