package dev.goldencorridor.reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The believed calls of a run, in the order of its way. */
final class StatusWay {
    private final List<StatusCall> reached;
    private final List<StatusCall> all;
    private final List<StatusCall> ahead;

    /** @param calls all calls of the run, in the order in which their facilities were first reported */
    StatusWay(List<StatusCall> calls, Set<String> catalogue) {
        List<StatusCall> believed = believed(calls, catalogue);
        reached = believed.stream()
                .filter(StatusCall::isReached)
                .sorted(Comparator.comparing(StatusCall::lastMovement)
                        .thenComparing(StatusCall::firstMovement)
                        .thenComparing(StatusCall::facility))
                .toList();
        List<StatusCall> awaited = believed.stream()
                .filter(call -> !call.isReached())
                .sorted(Comparator.comparing(StatusCall::awaitedAt).thenComparing(StatusCall::facility))
                .toList();
        all = new ArrayList<>();
        for (StatusCall place : reached) {
            // What was planned before this place, and before none that came earlier, has been passed.
            awaited.stream()
                    .filter(call -> !all.contains(call) && isBefore(call.plan(), place.plan()))
                    .forEach(all::add);
            all.add(place);
        }
        List<StatusCall> rest =
                awaited.stream().filter(call -> !all.contains(call)).toList();
        all.addAll(rest);
        ahead = rest.stream().filter(StatusCall::isExpected).toList();
    }

    private static boolean isBefore(Instant plan, Instant other) {
        return plan != null && other != null && plan.isBefore(other);
    }

    private static List<StatusCall> believed(List<StatusCall> calls, Set<String> catalogue) {
        List<StatusCall> known = calls.stream().filter(call -> !call.isBlank()).toList();
        Set<String> publishers = new HashSet<>();
        known.stream()
                .filter(call -> catalogue.contains(call.facility()))
                .forEach(call -> publishers.add(call.publisher()));
        if (publishers.isEmpty() && !known.isEmpty()) {
            publishers.add(known.get(0).publisher());
        }
        Set<String> facilities = new HashSet<>();
        int before = -1;
        while (facilities.size() > before) {
            before = facilities.size();
            Set<String> named = new HashSet<>();
            known.stream()
                    .filter(call -> facilities.contains(call.facility()))
                    .forEach(call -> named.addAll(call.namedPlaces()));
            known.stream()
                    .filter(call -> catalogue.contains(call.facility())
                            || publishers.contains(call.publisher())
                            || named.contains(call.facility()))
                    .forEach(call -> facilities.add(call.facility()));
        }
        return known.stream()
                .filter(call -> facilities.contains(call.facility()))
                .toList();
    }

    List<StatusCall> all() {
        return all;
    }

    Optional<StatusCall> last() {
        return reached.isEmpty() ? Optional.empty() : Optional.of(reached.get(reached.size() - 1));
    }

    List<StatusCall> ahead() {
        return ahead;
    }

    /** Whether a place that no plan names may still be reached. */
    boolean mayReach(String facility) {
        return facility != null
                && reached.stream().noneMatch(call -> call.facility().equals(facility))
                && all.stream().noneMatch(call -> call.facility().equals(facility) && call.arrivalOff());
    }

    /** As reported at the last place that has it. */
    <T> T lastKnown(Function<StatusCall, T> property) {
        List<StatusCall> backwards = new ArrayList<>(reached);
        Collections.reverse(backwards);
        return Stream.of(backwards, all)
                .flatMap(Collection::stream)
                .map(property)
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
    }
}
