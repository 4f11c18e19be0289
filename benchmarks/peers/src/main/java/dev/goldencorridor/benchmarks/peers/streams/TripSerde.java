package dev.goldencorridor.benchmarks.peers.streams;

import dev.goldencorridor.benchmarks.peers.Trip;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Trips as they are on the topic. */
final class TripSerde implements Serde<Trip> {
    @Override
    public Serializer<Trip> serializer() {
        return (topic, trip) -> trip.toBytes();
    }

    @Override
    public Deserializer<Trip> deserializer() {
        return (topic, bytes) -> Trip.fromBytes(bytes);
    }
}
