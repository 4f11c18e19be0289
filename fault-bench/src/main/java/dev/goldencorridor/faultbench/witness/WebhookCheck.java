package dev.goldencorridor.faultbench.witness;

import dev.goldencorridor.faultbench.webhook.WebhookEvent;
import dev.goldencorridor.schemas.DelayAlert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A webhook gets each revision of an alert at least once. Without the repetitions, which have the same id, the revisions
 * of an alert come in order. In the end the receiver has the same alerts as open as the topics.
 */
public final class WebhookCheck implements Check {
    public static final String NAME = "webhook";

    private final Findings findings;
    private final Supplier<List<WebhookEvent>> events;
    private final Map<String, Published> published = new LinkedHashMap<>();

    private static final class Published {
        private final List<Long> revisions = new ArrayList<>();
        private boolean isRaised;
        private long nanos;
    }

    /** @param events all events that the webhook has received so far, with repetitions */
    public WebhookCheck(Findings findings, Supplier<List<WebhookEvent>> events) {
        this.findings = findings;
        this.events = events;
    }

    @Override
    public synchronized void observe(Observation observation) {
        if (!DeliveryCheck.isOfAPublisher(observation.topic())) {
            return;
        }
        Published alert =
                published.computeIfAbsent(observation.topic() + " " + observation.key(), any -> new Published());
        alert.nanos = observation.nanos();
        alert.isRaised = observation.value() instanceof DelayAlert value
                && value.getState().equals("RAISED");
        if (observation.value() != null) {
            alert.revisions.add(observation.revision());
        }
    }

    /** Whether the webhook has received every revision that the witness has seen. */
    public synchronized boolean isComplete() {
        Map<String, List<WebhookEvent>> received = withoutRepetitions();
        return published.entrySet().stream()
                .allMatch(alert -> revisions(received.getOrDefault(alert.getKey(), List.of()))
                        .containsAll(alert.getValue().revisions));
    }

    private Map<String, List<WebhookEvent>> withoutRepetitions() {
        Set<String> ids = new HashSet<>();
        Map<String, List<WebhookEvent>> received = new HashMap<>();
        for (WebhookEvent event : events.get()) {
            if (ids.add(event.topic() + " " + event.id())) {
                received.computeIfAbsent(event.topic() + " " + event.key(), any -> new ArrayList<>())
                        .add(event);
            }
        }
        return received;
    }

    private static Set<Long> revisions(List<WebhookEvent> received) {
        Set<Long> revisions = new HashSet<>();
        received.forEach(event -> revisions.add(event.revision()));
        return revisions;
    }

    @Override
    public synchronized void finish() {
        Map<String, List<WebhookEvent>> received = withoutRepetitions();
        published.forEach((key, alert) -> compare(key, alert, received.getOrDefault(key, List.of())));
        received.forEach((key, alerts) -> {
            if (!published.containsKey(key)) {
                findings.add(NAME, Harm.WRONG, alerts.get(0).nanos(), key + " is in no topic");
            }
        });
    }

    private void compare(String key, Published alert, List<WebhookEvent> received) {
        Set<Long> missing = new HashSet<>(alert.revisions);
        missing.removeAll(revisions(received));
        if (!missing.isEmpty()) {
            findings.add(NAME, Harm.LOST, alert.nanos, key + ": the webhook did not get revisions " + missing);
        }
        long last = 0;
        boolean isRaised = false;
        for (WebhookEvent event : received) {
            isRaised = event.isRaised();
            if (event.isDeletion()) {
                continue;
            }
            if (event.revision() <= last) {
                Harm harm = event.revision() == last ? Harm.DUPLICATED : Harm.WRONG;
                findings.add(NAME, harm, event.nanos(), key + ": revision " + event.revision() + " after " + last);
            }
            last = event.revision();
        }
        if (missing.isEmpty() && isRaised != alert.isRaised) {
            findings.add(
                    NAME,
                    Harm.WRONG,
                    alert.nanos,
                    key + ": the webhook has it as " + (isRaised ? "open" : "closed") + ", and the topic does not");
        }
    }
}
