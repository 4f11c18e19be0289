package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.schemas.places.PortCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Selects the calls of a run that count at one of its facilities. Run ids can be guessed, and some publishers may report
 * any place of a scheme. So a call elsewhere counts only if something confirms it: its facility is in the port
 * catalogue, the same publisher reports it, or the facility's own reports name it as origin or destination. For a
 * task's thread.
 */
public final class ConfirmedCalls {
    private final RunCalls calls;
    private final List<CallAt> uncatalogued;
    /** By the facilities that do not count. */
    private final Map<Set<String>, RunCalls> selections = new HashMap<>();

    /** Selects among these calls. */
    public ConfirmedCalls(RunCalls calls, PortCatalogue ports) {
        this.calls = calls;
        this.uncatalogued = calls.all().stream()
                .filter(call -> ports.find(call.facility()).isEmpty())
                .toList();
    }

    /** The calls that count at the facility of a call: this call, and each one that something confirms. */
    public RunCalls at(CallAt call) {
        Set<String> unconfirmed = uncatalogued.stream()
                .filter(other -> !other.isConfirmedBy(call))
                .map(CallAt::facility)
                .collect(Collectors.toSet());
        // Shared, since each selection computes once what its rules ask for each call.
        return selections.computeIfAbsent(unconfirmed, calls::without);
    }
}
