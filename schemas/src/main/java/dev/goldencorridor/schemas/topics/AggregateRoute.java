package dev.goldencorridor.schemas.topics;

import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.CorridorClock;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.PortStatus;
import dev.goldencorridor.schemas.PublisherStatus;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.schemas.TripCounts;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The two topics of an aggregate: the stream-processor writes it to one, and the sink delivers it to the other. Both
 * have the same number of partitions, and the sink keeps each key in its partition.
 *
 * @param aggregate the internal topic
 * @param downstream the public topic
 * @param key the pattern of its keys
 * @param schema the schema of its values
 */
public record AggregateRoute(String aggregate, String downstream, String key, Schema schema) {
    private static final String WINDOW_OF_DIMENSION = "DIMENSION/ID/WINDOW";

    public static final AggregateRoute TRIPS =
            new AggregateRoute("corridor.trips", "ops.trips", WINDOW_OF_DIMENSION, TripCounts.getClassSchema());
    public static final AggregateRoute CLEARANCE = new AggregateRoute(
            "corridor.clearance", "ops.clearance", WINDOW_OF_DIMENSION, ClearanceLatency.getClassSchema());
    public static final AggregateRoute DWELL =
            new AggregateRoute("corridor.dwell", "ops.dwell", WINDOW_OF_DIMENSION, DurationStatistics.getClassSchema());
    public static final AggregateRoute TRANSIT = new AggregateRoute(
            "corridor.transit", "ops.transit", WINDOW_OF_DIMENSION, DurationStatistics.getClassSchema());
    public static final AggregateRoute PORTS =
            new AggregateRoute("corridor.ports", "ops.ports", "facility", PortStatus.getClassSchema());
    public static final AggregateRoute RUNS =
            new AggregateRoute("corridor.runs", "ops.runs", "trainRunId", TrainRunStatus.getClassSchema());
    public static final AggregateRoute PUBLISHERS =
            new AggregateRoute("corridor.publishers", "ops.publishers", "publisher", PublisherStatus.getClassSchema());
    public static final AggregateRoute CLOCK =
            new AggregateRoute(TopicCatalogue.CLOCK, "ops.clock", "corridor", CorridorClock.getClassSchema());

    public static List<AggregateRoute> all() {
        return List.of(TRIPS, CLEARANCE, DWELL, TRANSIT, PORTS, RUNS, PUBLISHERS, CLOCK);
    }
}
