package dev.goldencorridor.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.PortStatus;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * Compares the last values of the aggregates with a recount of the raw events. It checks every field of every published
 * key, and that no key is missing.
 */
public final class Agreement {
    private final Recount truth;
    private final Function<AggregateRoute, Map<String, SpecificRecord>> published;

    /**
     * Compares nothing yet.
     *
     * @param truth the recount of all reports that were sent
     * @param published the last value under each key of an aggregate
     */
    public Agreement(Recount truth, Function<AggregateRoute, Map<String, SpecificRecord>> published) {
        this.truth = truth;
        this.published = published;
    }

    /** Fails at the first difference. */
    public void check() {
        TripAgreement trips = new TripAgreement(truth);
        ClearanceAgreement clearance = new ClearanceAgreement(truth);
        DurationAgreement durations = new DurationAgreement(truth);
        forEachKey(AggregateRoute.TRIPS, truth.tripKeys(), (key, value) -> trips.check(key, (TripCounts) value));
        forEachKey(
                AggregateRoute.CLEARANCE,
                truth.clearanceKeys(),
                (key, value) -> clearance.check(key, (ClearanceLatency) value));
        forEachKey(
                AggregateRoute.DWELL,
                truth.dwellKeys(),
                (key, value) -> durations.check(key, (DurationStatistics) value, truth::dwells));
        forEachKey(
                AggregateRoute.TRANSIT,
                truth.transitKeys(),
                (key, value) -> durations.check(key, (DurationStatistics) value, truth::transits));
        portsAgree();
    }

    private interface Comparison {
        void compare(AggregateKey key, SpecificRecord value);
    }

    private void forEachKey(AggregateRoute route, Set<String> expected, Comparison comparison) {
        Map<String, SpecificRecord> values = published.apply(route);
        Set<String> keys = new TreeSet<>(expected);
        keys.addAll(values.keySet());
        for (String text : keys) {
            AggregateKey key = new AggregateKey(text);
            SpecificRecord value = values.get(text);
            if (value == null && key.isRolling() && !expected.contains(text)) {
                // The last event of the dimension left the window, and its key was deleted.
                continue;
            }
            if (key.isHour() && !expected.contains(text)) {
                assertThat(value)
                        .as("%s %s without events, at %s", route.aggregate(), text, truth.clock())
                        .isNull();
                continue;
            }
            if (truth.isKept(key.window())) {
                assertThat(value)
                        .as("%s %s at %s", route.aggregate(), text, truth.clock())
                        .isNotNull();
                comparison.compare(key, value);
            } else {
                assertThat(value).as("%s, older than the history", text).isNull();
            }
        }
    }

    private void portsAgree() {
        for (String facility : List.of("CNHRS", "CNAKL")) {
            List<Recount.WaitingTrain> present = truth.waiting("PORT/" + facility).stream()
                    .filter(Recount.WaitingTrain::present)
                    .toList();
            List<Recount.WaitingTrain> awaiting =
                    present.stream().filter(Recount.WaitingTrain::awaiting).toList();
            PortStatus value =
                    (PortStatus) published.apply(AggregateRoute.PORTS).get(facility);
            if (value == null) {
                assertThat(present).isEmpty();
                continue;
            }
            assertThat(value.getPresent()).isEqualTo(present.size());
            assertThat(value.getAwaitingRelease()).isEqualTo(awaiting.size());
            assertThat(value.getReleasedNotDeparted()).isEqualTo(present.size() - awaiting.size());
            assertThat(value.getOldestTrainRunId())
                    .isEqualTo(awaiting.isEmpty() ? null : awaiting.get(0).run());
            assertThat(value.getOldestOpenSeconds())
                    .isEqualTo(awaiting.isEmpty() ? null : truth.ageSeconds(awaiting.get(0)));
        }
    }
}
