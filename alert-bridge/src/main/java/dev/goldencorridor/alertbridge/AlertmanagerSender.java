package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends notifications to one Alertmanager and records the result in the alert states. For one thread. */
final class AlertmanagerSender {
    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerSender.class);

    private final Target target;
    private final AlertStates states;
    private final AlertmanagerRequest request;
    private final HttpEndpoint endpoint;
    private final Backoff backoff;
    private final Duration resend;
    private final Clock clock;
    private final Cooldown sendCooldown;
    private final CompletableFuture<Void> closing;
    private boolean outage;
    private long sent;
    private long requests;
    private long failures;
    private long refusals;

    /**
     * @param resend how often a firing alert is sent again; appears in log messages only
     * @param clock the time of day, from which requests compute start and end
     * @param nanos measures the pauses, like {@link System#nanoTime}
     * @param closing completed when the feed closes; ends the wait for a result
     */
    AlertmanagerSender(
            Target target,
            AlertStates states,
            AlertmanagerRequest request,
            HttpEndpoint endpoint,
            Backoff backoff,
            Duration resend,
            Clock clock,
            LongSupplier nanos,
            CompletableFuture<Void> closing) {
        this.target = target;
        this.states = states;
        this.request = request;
        this.endpoint = endpoint;
        this.backoff = backoff;
        this.resend = resend;
        this.clock = clock;
        this.sendCooldown = new Cooldown(nanos);
        this.closing = closing;
    }

    /** Whether no pause after a failure is running. */
    boolean isReady() {
        return sendCooldown.isOver();
    }

    /**
     * Sends these notifications, in one request unless Alertmanager refuses it.
     *
     * @return whether Alertmanager is available: it has accepted or refused every notification
     */
    boolean send(List<AlertStates.Notification> notifications) {
        List<AlertmanagerAlert> alerts = notifications.stream()
                .flatMap(notification -> notification.alerts().stream())
                .toList();
        notifications.forEach(states::attempted);
        requests++;
        List<TracedRecord> records = notifications.stream()
                .map(one -> new TracedRecord(one.position().partition().topic(), one.traceParent()))
                .toList();
        CompletableFuture<HttpResult> response = endpoint.post(request.body(alerts, clock.instant()), records);
        CompletableFuture.anyOf(response, closing).join();
        if (!response.isDone()) {
            return false;
        }
        HttpResult result = response.join();
        if (result.isSuccess()) {
            notifications.forEach(states::accepted);
            sent += alerts.size();
            recovered();
            return true;
        }
        failures++;
        if (!result.isRefusal()) {
            failed(result);
            return false;
        }
        if (notifications.size() > 1) {
            return sendHalves(notifications);
        }
        refused(notifications.get(0), result);
        return true;
    }

    /** Bisects a refused request until the refused notification is alone, so that all others are delivered. */
    private boolean sendHalves(List<AlertStates.Notification> notifications) {
        int half = notifications.size() / 2;
        return send(notifications.subList(0, half)) && send(notifications.subList(half, notifications.size()));
    }

    private void refused(AlertStates.Notification notification, HttpResult result) {
        states.refused(notification);
        refusals++;
        LOG.error(
                "{} refuses the alert {} read at {}; while it fires it is sent again every {}: {}",
                target,
                notification.key(),
                notification.position(),
                resend,
                result);
    }

    private void failed(HttpResult result) {
        Duration pause = result.pause(backoff);
        outage = true;
        sendCooldown.begin(pause);
        LOG.warn(
                "{} does not take alerts, trying again in {}; {} changes wait: {}",
                target,
                pause,
                states.pendingChanges(),
                result);
    }

    private void recovered() {
        backoff.reset();
        if (outage) {
            outage = false;
            // Alertmanager may have restarted without its state.
            states.sendAllAgain();
            LOG.info("{} takes alerts again; all that fires is sent again", target);
        }
    }

    /** How many alerts Alertmanager has accepted; each repetition counts. */
    long sent() {
        return sent;
    }

    long requests() {
        return requests;
    }

    /** How many requests failed; refused ones are included. */
    long failures() {
        return failures;
    }

    /** How many notifications were refused. */
    long refusals() {
        return refusals;
    }
}
