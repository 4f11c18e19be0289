package dev.goldencorridor.producer.format.taf;

import dev.goldencorridor.schemas.Direction;
import java.util.Map;
import java.util.Optional;

/** The validated settings of {@link TafSettings}, with the content of their files. Immutable. */
public final class TafOptions {
    private final Optional<String> railway;
    private final Direction direction;
    private final Map<String, TafTrain> trains;
    private final TafPlaces places;
    private final boolean isMappedOnly;
    private final TafZones zones;

    TafOptions(
            Optional<String> railway,
            Direction direction,
            Map<String, TafTrain> trains,
            TafPlaces places,
            boolean isMappedOnly,
            TafZones zones) {
        this.railway = railway;
        this.direction = direction;
        this.trains = Map.copyOf(trains);
        this.places = places;
        this.isMappedOnly = isMappedOnly;
        this.zones = zones;
    }

    /** The first part of the run id of a train that is reported in this country. */
    String railway(String trainNumber, String country) {
        return Optional.ofNullable(trains.get(trainNumber))
                .flatMap(TafTrain::railway)
                .or(() -> railway)
                .orElse(country);
    }

    Direction direction(String trainNumber) {
        TafTrain train = trains.get(trainNumber);
        return train == null ? direction : train.direction();
    }

    TafPlaces places() {
        return places;
    }

    /** Whether reports of places without a row in the file of places are skipped. */
    boolean isMappedOnly() {
        return isMappedOnly;
    }

    TafZones zones() {
        return zones;
    }
}
