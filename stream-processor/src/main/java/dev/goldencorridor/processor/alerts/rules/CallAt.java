package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.processor.model.Call;

/**
 * A call and its facility.
 *
 * @param publisher the first publisher that reported the call; empty if it is unknown
 */
public record CallAt(String facility, String publisher, Call call) {
    /**
     * Whether both have the same publisher. Calls stored by the former release have no publisher. Calls of one scheme
     * then count as one publisher's. Otherwise an upgrade would raise an alert for each of them.
     */
    boolean hasPublisherOf(CallAt other) {
        return (publisher.isEmpty() || other.publisher.isEmpty())
                ? hasSchemeOf(other.facility)
                : publisher.equals(other.publisher);
    }

    private boolean hasSchemeOf(String other) {
        int end = facility.indexOf(':') + 1;
        return end > 0 && other.startsWith(facility.substring(0, end));
    }
}
