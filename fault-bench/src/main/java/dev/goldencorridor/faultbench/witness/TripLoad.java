package dev.goldencorridor.faultbench.witness;

import dev.goldencorridor.reference.Recount;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TripCounts;

/** The additive measures of trips. Masses are in kilograms, so that sums are exact. */
record TripLoad(
        long outbound, long returning, long domestic, long wagons, long loadedTeu, long teu, long grossKilograms) {
    static final TripLoad NONE = new TripLoad(0, 0, 0, 0, 0, 0, 0);
    private static final int KILOGRAMS_IN_TONNE = 1_000;

    static TripLoad of(Recount.Trip trip) {
        Consist consist = trip.consist() == null ? Consist.newBuilder().build() : trip.consist();
        return new TripLoad(
                trip.direction() == Direction.OUTBOUND ? 1 : 0,
                trip.direction() == Direction.RETURN ? 1 : 0,
                trip.direction() == Direction.DOMESTIC ? 1 : 0,
                consist.getWagons(),
                consist.getLoadedTeu(),
                consist.getLoadedTeu() + consist.getEmptyTeu(),
                Math.round(consist.getGrossTonnes() * KILOGRAMS_IN_TONNE));
    }

    static TripLoad of(TripCounts counts) {
        return new TripLoad(
                counts.getTripsOutbound(),
                counts.getTripsReturn(),
                counts.getTripsDomestic(),
                counts.getWagons(),
                counts.getLoadedTeu(),
                counts.getTeu(),
                Math.round(counts.getGrossTonnes() * KILOGRAMS_IN_TONNE));
    }

    long trips() {
        return outbound + returning + domestic;
    }

    TripLoad plus(TripLoad other) {
        return add(other, 1);
    }

    TripLoad minus(TripLoad other) {
        return add(other, -1);
    }

    private TripLoad add(TripLoad other, int sign) {
        return new TripLoad(
                outbound + sign * other.outbound,
                returning + sign * other.returning,
                domestic + sign * other.domestic,
                wagons + sign * other.wagons,
                loadedTeu + sign * other.loadedTeu,
                teu + sign * other.teu,
                grossKilograms + sign * other.grossKilograms);
    }
}
