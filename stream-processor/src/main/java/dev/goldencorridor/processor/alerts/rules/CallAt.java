package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.processor.model.Call;

/**
 * A call and its facility.
 *
 * @param publisher the first publisher that reported the call; empty if it is unknown
 */
public record CallAt(String facility, String publisher, Call call) {
    /**
     * Whether this call counts for the rules at another facility: it is the same facility, both have the same
     * publisher, or the reports of the other facility name this one.
     */
    boolean isConfirmedBy(CallAt other) {
        return facility.equals(other.facility)
                || hasPublisherOf(other)
                || other.call.namedPlaces().contains(facility);
    }

    /**
     * Calls stored by the former release have no publisher. Calls of one scheme then count as one publisher's.
     * Otherwise an upgrade would raise an alert for each of them.
     */
    private boolean hasPublisherOf(CallAt other) {
        return (publisher.isEmpty() || other.publisher.isEmpty())
                ? hasSchemeOf(other.facility)
                : publisher.equals(other.publisher);
    }

    private boolean hasSchemeOf(String other) {
        int end = facility.indexOf(':') + 1;
        return end > 0 && other.startsWith(facility.substring(0, end));
    }
}
