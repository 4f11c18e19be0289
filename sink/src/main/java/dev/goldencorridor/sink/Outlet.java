package dev.goldencorridor.sink;

import dev.goldencorridor.schemas.topics.AggregateRoute;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * How the aggregates of one route are read and written.
 *
 * @param route from where to where
 * @param deserializer reads what comes in
 * @param format writes what goes out
 */
record Outlet(AggregateRoute route, Deserializer<? extends SpecificRecord> deserializer, DownstreamFormat format) {

    /** Whether a value that says the same as the one before is left out. The clock's time is all it says: it never is. */
    boolean leavesOutUnchanged() {
        return !route.equals(AggregateRoute.CLOCK);
    }
}
