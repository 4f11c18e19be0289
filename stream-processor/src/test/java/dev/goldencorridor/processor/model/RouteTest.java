package dev.goldencorridor.processor.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {
    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource({
        "CNXAG,         KZALA,     CNXAG-KZALA",
        "CNXAG,         x:a-b,     CNXAG-x:a-b",
        "x:a-b,         KZALA,     x:a-b-KZALA",
        "x-y:a,         KZALA,     x-y:a-KZALA",
        "x-y:a,         z:b-c,     x-y:a-z:b-c",
        "x:a-KZALA,     CNXAG,     x:a-KZALA-CNXAG",
        "x:a,           y-z:b,     x:a~y-z:b",
        "x:a-y,         z:b,       x:a-y~z:b",
        "x:MILANO C.LE, x:KÄP-2,   x:MILANO C.LE-x:KÄP-2",
    })
    void anIdHasOneReading(String origin, String destination, String id) {
        Route route = new Route(origin, destination);
        assertThat(route.id()).isEqualTo(id);
        assertThat(Route.ofId(id)).contains(route);
    }

    @Test
    void anIdWithoutOneReadingNamesNoEnds() {
        assertThat(Route.ofId("OTHER")).isEmpty();
        assertThat(Route.ofId(new Route("x:a-y", "z:b").formerId())).isEmpty();
    }
}
