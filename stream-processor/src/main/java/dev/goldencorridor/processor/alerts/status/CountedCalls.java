package dev.goldencorridor.processor.alerts.status;

import dev.goldencorridor.processor.alerts.rules.CallAt;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Selects the calls that count in the status of a run. Run ids can be guessed, and some publishers may report any place
 * of a scheme. So a call counts only if something confirms it: its facility is in the port catalogue, its publisher
 * also reports such a facility of this run, or a call that counts names its facility as origin, destination or next
 * border. A run without any facility of the catalogue belongs to the publisher that reported it first.
 */
final class CountedCalls {
    private final List<CallAt> counted = new ArrayList<>();
    private final Map<String, CallAt> unconfirmed = new HashMap<>();
    /** Calls that count, whose named places are not yet searched. */
    private final Deque<CallAt> unsearched = new ArrayDeque<>();

    private CountedCalls() {}

    /**
     * Returns the calls that count, in their order.
     *
     * @param calls in the order in which they were first reported
     */
    static List<CallAt> of(List<CallAt> calls, PortCatalogue ports) {
        List<CallAt> known =
                calls.stream().filter(call -> !call.call().isBlank()).toList();
        if (known.isEmpty()) {
            return known;
        }
        Set<String> publishers = new HashSet<>();
        known.stream().filter(call -> isCatalogued(call, ports)).forEach(call -> publishers.add(call.publisher()));
        if (publishers.isEmpty()) {
            publishers.add(known.get(0).publisher());
        }
        boolean allCount = known.stream().allMatch(call -> isConfirmed(call, ports, publishers));
        return allCount ? known : new CountedCalls().select(known, ports, publishers);
    }

    private List<CallAt> select(List<CallAt> calls, PortCatalogue ports, Set<String> publishers) {
        for (CallAt call : calls) {
            if (isConfirmed(call, ports, publishers)) {
                unsearched.add(call);
            } else {
                unconfirmed.put(call.facility(), call);
            }
        }
        while (!unsearched.isEmpty()) {
            CallAt call = unsearched.remove();
            call.call().namedPlaces().forEach(this::confirm);
            confirm(call.call().details().nextBorder());
        }
        for (CallAt call : calls) {
            if (!unconfirmed.containsKey(call.facility())) {
                counted.add(call);
            }
        }
        return counted;
    }

    private void confirm(String place) {
        CallAt call = place == null ? null : unconfirmed.remove(place);
        if (call != null) {
            unsearched.add(call);
        }
    }

    private static boolean isConfirmed(CallAt call, PortCatalogue ports, Set<String> publishers) {
        return publishers.contains(call.publisher()) || isCatalogued(call, ports);
    }

    private static boolean isCatalogued(CallAt call, PortCatalogue ports) {
        return ports.find(call.facility()).isPresent();
    }
}
