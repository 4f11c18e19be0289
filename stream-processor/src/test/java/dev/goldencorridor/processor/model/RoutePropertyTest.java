package dev.goldencorridor.processor.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.places.FacilityCode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoutePropertyTest {
    /** Equal ids would thus mean equal routes. */
    @Property(tries = 5_000)
    void theIdOfAnyRouteLeadsBackToIt(@ForAll("facilities") String origin, @ForAll("facilities") String destination) {
        Route route = new Route(origin, destination);
        assertThat(Route.ofId(route.id())).contains(route);
    }

    /** Few letters, so that many codes could continue each other. */
    @Provide
    Arbitrary<String> facilities() {
        Arbitrary<String> locodes = Arbitraries.of("CNXAG", "KZALA", "AAAAA", "AA222");
        Arbitrary<String> schemes =
                Arbitraries.strings().withChars("ab-1").ofMinLength(1).ofMaxLength(5);
        Arbitrary<String> codes =
                Arbitraries.strings().withChars("abA1-._'()& ÄK").ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> others = Combinators.combine(schemes, codes).as((scheme, code) -> scheme + ":" + code);
        return Arbitraries.oneOf(locodes, others).filter(FacilityCode::isValid);
    }
}
