package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.schemas.places.PortCatalogue;
import java.util.HashMap;
import java.util.HashSet;
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
    private final boolean allPublishersAreKnown;
    /** By the publisher of the call. A hostile run has many calls, and few publishers. */
    private final Map<String, Foreign> foreignToPublishers = new HashMap<>();
    /** By the facilities that do not count. */
    private final Map<Set<String>, RunCalls> selections = new HashMap<>();

    /**
     * The facilities outside the catalogue that another publisher reports.
     *
     * @param remaining the run's calls without those
     */
    private record Foreign(Set<String> facilities, RunCalls remaining) {}

    /** Selects among these calls. */
    public ConfirmedCalls(RunCalls calls, PortCatalogue ports) {
        this.calls = calls;
        this.uncatalogued = calls.all().stream()
                .filter(call -> ports.find(call.facility()).isEmpty())
                .toList();
        this.allPublishersAreKnown =
                uncatalogued.stream().noneMatch(call -> call.publisher().isEmpty());
    }

    /** The calls that count at the facility of a call: this call, and each one that something confirms. */
    public RunCalls at(CallAt call) {
        Foreign foreign = allPublishersAreKnown && !call.publisher().isEmpty()
                ? foreignToPublishers.computeIfAbsent(call.publisher(), any -> foreignTo(call))
                : foreignTo(call);
        Set<String> confirmed = new HashSet<>(call.call().namedPlaces());
        confirmed.add(call.facility());
        confirmed.retainAll(foreign.facilities);
        if (confirmed.isEmpty()) {
            return foreign.remaining;
        }
        Set<String> unconfirmed = new HashSet<>(foreign.facilities);
        unconfirmed.removeAll(confirmed);
        return selectionWithout(unconfirmed);
    }

    private Foreign foreignTo(CallAt call) {
        Set<String> facilities = uncatalogued.stream()
                .filter(other -> !other.hasPublisherOf(call))
                .map(CallAt::facility)
                .collect(Collectors.toSet());
        return new Foreign(facilities, selectionWithout(facilities));
    }

    /** Shared, since each selection computes once what its rules ask for each call. */
    private RunCalls selectionWithout(Set<String> facilities) {
        return selections.computeIfAbsent(facilities, calls::without);
    }
}
