package dev.goldencorridor.processor.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.model.Route;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountingTest {
    private final Counting counting = Counting.of(PortCatalogue.builtIn(), Duration.ofMinutes(10));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "NETWORK/ALL,                    false",
        "PORT/CNHRS,                     false",
        "HUB/CNXAG,                      false",
        "HUB/stanox:1,                   true",
        "ROUTE/CNXAG-esr:707701,         false",
        "ROUTE/CNXAG-stanox:1,           true",
        "ROUTE/a:b-CNXAG,                true",
        "ROUTE/esr:707701-CNXAG-CNHRS,   true",
        "ROUTE/esr:707701~a-b:c,         true",
    })
    void onlyDimensionsWithAPlaceOutsideTheCatalogueAreLimited(String dimension, boolean isLimited) {
        assertThat(counting.limits(Dimension.ofKey(dimension))).isEqualTo(isLimited);
    }

    @Test
    void aFormerReleaseSeparatedEveryRouteByAHyphen() {
        Route route = new Route("x:a-b", "y:c");
        assertThat(counting.dimension(route).key()).isEqualTo("ROUTE/x:a-b~y:c");
        assertThat(counting.ofFormerRelease().dimension(route).key()).isEqualTo("ROUTE/x:a-b-y:c");
    }
}
