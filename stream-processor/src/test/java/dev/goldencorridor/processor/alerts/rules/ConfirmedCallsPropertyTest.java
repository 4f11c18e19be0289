package dev.goldencorridor.processor.alerts.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConfirmedCallsPropertyTest {
    private static final PortCatalogue PORTS = PortCatalogue.builtIn();
    private static final List<String> FACILITIES =
            List.of("CNHRS", "KZALA", "esr:707701", "esr:1", "esr:2", "stanox:1", "stanox:2", "XXAAA");

    /** {@link RunCallsTest} has the table for two calls. */
    @Property(tries = 2_000)
    void aCallCountsInARunIfItCountsInARunOfTwoCalls(@ForAll("runs") List<CallAt> run) {
        ConfirmedCalls confirmed = new ConfirmedCalls(new RunCalls(run), PORTS);
        for (CallAt own : run) {
            List<CallAt> expected =
                    run.stream().filter(other -> countsAlone(other, own)).toList();
            assertThat(confirmed.at(own).all()).as("at %s", own).isEqualTo(expected);
        }
    }

    private static boolean countsAlone(CallAt other, CallAt own) {
        List<CallAt> both = other.equals(own) ? List.of(own) : List.of(own, other);
        return new ConfirmedCalls(new RunCalls(both), PORTS).at(own).all().contains(other);
    }

    @Provide
    Arbitrary<List<CallAt>> runs() {
        return Combinators.combine(
                        Arbitraries.of(FACILITIES),
                        Arbitraries.of("", "khorgos", "ktz", "gb-trust"),
                        Arbitraries.of(FACILITIES).list().uniqueElements().ofMaxSize(2))
                .as((facility, publisher, named) -> new CallAt(facility, publisher, naming(named)))
                .list()
                .uniqueElements(CallAt::facility)
                .ofMaxSize(FACILITIES.size());
    }

    private static Call naming(List<String> places) {
        return new Call(
                TravelDirection.OUTBOUND,
                "X1",
                Call.Movement.NONE,
                Call.Movement.NONE,
                Call.UNKNOWN,
                false,
                Call.Stopped.NEVER,
                Call.Stopped.NEVER,
                Call.UNKNOWN,
                List.of(),
                places);
    }
}
