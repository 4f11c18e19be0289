package dev.goldencorridor.benchmarks.peers.flink;

import dev.goldencorridor.benchmarks.peers.Trip;
import java.io.Serial;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Trips as they are on the topic. */
final class TripSchema implements DeserializationSchema<Trip> {
    @Serial
    private static final long serialVersionUID = 1;

    @Override
    public Trip deserialize(byte[] bytes) {
        return Trip.fromBytes(bytes);
    }

    @Override
    public boolean isEndOfStream(Trip trip) {
        return false;
    }

    @Override
    public TypeInformation<Trip> getProducedType() {
        return TypeInformation.of(Trip.class);
    }
}
