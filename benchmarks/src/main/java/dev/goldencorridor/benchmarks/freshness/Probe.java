package dev.goldencorridor.benchmarks.freshness;

import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;
import java.util.UUID;

/**
 * A departure from a place that only probes use, so that the trip count of the place shows which probes were counted.
 * The places take turns. They are spread over the partitions, and none changes more often than the sink delivers.
 *
 * @param number from 0
 */
record Probe(long number) {
    static final String PUBLISHER = "gb-trust";

    private static final int PLACES = 8;
    private static final String PLACE = "stanox:9000";
    private static final String KEY_PREFIX = "HUB/" + PLACE;
    private static final String KEY_SUFFIX = "/PT24H";

    TrainMovement movement(Instant now) {
        return TrainMovement.newBuilder()
                .setEventId(new UUID(number, 1))
                .setTrainRunId("GB|P" + number + "|2025-01-01")
                .setTrainNumber("P" + number)
                .setFacility(PLACE + number % PLACES)
                .setDirection(Direction.DOMESTIC)
                .setOccurredAt(now)
                .setCreatedAt(now)
                .setPublisher(PUBLISHER)
                .setDetail(new Departure())
                .build();
    }

    /** The index of the place of an aggregate key; -1 if it is not a place of probes. */
    static int place(String key) {
        return key.startsWith(KEY_PREFIX) && key.endsWith(KEY_SUFFIX)
                ? Integer.parseInt(key, KEY_PREFIX.length(), key.length() - KEY_SUFFIX.length(), 10)
                : -1;
    }

    static int places() {
        return PLACES;
    }

    /** The probe that raises the count of a place to {@code trips}. */
    static Probe counted(int place, long trips) {
        return new Probe(place + (trips - 1) * PLACES);
    }
}
