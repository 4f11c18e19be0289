package dev.goldencorridor.sink;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequiredTopicsTest {
    private static final List<AggregateRoute> ROUTES = List.of(AggregateRoute.TRIPS);

    @Test
    void missingTopicsAreNamedWithWhatToDo() {
        assertThatThrownBy(() -> RequiredTopics.faults(Map.of("corridor.trips", 4), ROUTES))
                .isInstanceOf(SinkException.class)
                .hasMessageContainingAll(
                        "topic ops.trips is missing", "topic corridor.rejected is missing", "corridor topics --apply");
    }

    @Test
    void aKeyMustFindItsPartitionDownstream() {
        assertThatThrownBy(() -> RequiredTopics.faults(
                        Map.of("corridor.trips", 4, "ops.trips", 3, "corridor.rejected", 4), ROUTES))
                .hasMessageContaining("ops.trips has 3 partitions and corridor.trips has 4");
    }

    @Test
    void whatIsThereIsEnough() {
        assertThatCode(() -> RequiredTopics.faults(
                        Map.of("corridor.trips", 4, "ops.trips", 4, "corridor.rejected", 4), ROUTES))
                .doesNotThrowAnyException();
    }
}
