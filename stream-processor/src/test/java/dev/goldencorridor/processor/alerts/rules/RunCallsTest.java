package dev.goldencorridor.processor.alerts.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCallsTest {
    private static final PortCatalogue PORTS = PortCatalogue.builtIn();

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            here     | its publisher | its reports name | elsewhere  | that publisher | those reports name | counts
            # The port catalogue has the other facility.
            CNHRS    | khorgos       |                  | KZALA      | ktz            |                    | true
            stanox:1 | gb-trust      |                  | KZALA      | ktz            |                    | true
            CNHRS    | khorgos       |                  | esr:707701 | ktz            |                    | true
            # One publisher reports both.
            esr:1    | ktz           |                  | esr:2      | ktz            |                    | true
            esr:1    | ktz           |                  | stanox:1   | ktz            |                    | true
            # The reports at this facility name the other one. The other direction does not count.
            CNHRS    | khorgos       | stanox:1         | stanox:1   | gb-trust       |                    | true
            CNHRS    | khorgos       |                  | stanox:1   | gb-trust       | CNHRS              | false
            # Nothing confirms it.
            CNHRS    | khorgos       |                  | stanox:1   | gb-trust       |                    | false
            CNHRS    | khorgos       | KZALA            | stanox:1   | gb-trust       |                    | false
            esr:1    | ktz           |                  | stanox:1   | gb-trust       |                    | false
            stanox:1 | gb-trust      |                  | stanox:2   | ktz            |                    | false
            # If the publisher is unknown, those of one scheme count as one.
            esr:1    |               |                  | esr:2      |                |                    | true
            esr:1    |               |                  | esr:2      | ktz            |                    | true
            esr:1    | ktz           |                  | esr:2      |                |                    | true
            esr:1    |               |                  | stanox:1   | gb-trust       |                    | false
            CNHRS    |               |                  | stanox:1   | gb-trust       |                    | false
            """)
    void aCallElsewhereCountsOnlyIfSomethingConfirmsIt(
            String here, String publisher, String names, String elsewhere, String other, String named, boolean counts) {
        CallAt own = new CallAt(here, text(publisher), naming(names));
        CallAt another = new CallAt(elsewhere, text(other), naming(named));
        RunCalls confirmed = new ConfirmedCalls(new RunCalls(List.of(own, another)), PORTS).at(own);
        assertThat(confirmed.all()).contains(own);
        assertThat(confirmed.all().contains(another)).isEqualTo(counts);
    }

    @Test
    void theFirstPublisherOfAFacilityRemains() {
        RunCalls calls = RunCalls.NONE
                .with("CNHRS", null, naming(null))
                .with("CNHRS", "khorgos", naming(null))
                .with("CNHRS", "another", naming("KZALA"));
        assertThat(calls.all()).containsExactly(new CallAt("CNHRS", "khorgos", naming("KZALA")));
    }

    private static String text(String cell) {
        return cell == null ? "" : cell;
    }

    private static Call naming(String place) {
        return new Call(
                TravelDirection.OUTBOUND,
                "X8001",
                Call.Movement.NONE,
                Call.Movement.NONE,
                Call.UNKNOWN,
                false,
                Call.Stopped.NEVER,
                Call.Stopped.NEVER,
                Call.UNKNOWN,
                List.of(),
                place == null ? List.of() : List.of(place));
    }
}
