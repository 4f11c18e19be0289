package dev.goldencorridor.processor.runs;

import java.util.HashSet;
import java.util.Set;

/**
 * What one run may have. No report makes a record that the broker refuses, and no publisher takes what another needs: places
 * outside the port catalogue are limited for each publisher, and those of the catalogue are always taken.
 */
final class RunLimits {
    /** The most commodities in all reports of a run at one facility. */
    private static final int MOST_COMMODITIES = 2_000;
    /** The most bytes of all stored reports of a run at one facility. The broker takes records of 9 MiB. */
    private static final int MOST_BYTES = 2 << 20;
    /** A length counts characters. None takes more bytes, and the numbers of a report take fewer than are counted. */
    private static final int MOST_BYTES_A_CHARACTER = 3;
    /** The most places of a run for one publisher: more than any train passes, even if each signal box reports. */
    private static final int MOST_PLACES = 1_000;
    /** The most bytes in names of one publisher's places, and of the ends that it reports there. */
    private static final int MOST_BYTES_OF_NAMES = 192 << 10;

    private static final int MOST_BYTES_OF_ALL_NAMES = 1 << 20;
    /** So few places never have longer names than that, so that most reports need no addition. */
    private static final int FEW_PLACES = 20;

    private final int mostReports;

    RunLimits(int mostReports) {
        this.mostReports = mostReports;
    }

    /** Describes the limit that the run would exceed with this journey at the place; null if it exceeds none. */
    String exceeded(String run, TrainRun itinerary, VisitedPlace place, Visit after, Counting counting) {
        String facility = place.facility();
        if (after.size() > mostReports || after.commodities() > MOST_COMMODITIES) {
            return "run " + run + " may have " + mostReports + " reports, with " + MOST_COMMODITIES
                    + " commodities, at " + facility + "; with this one it would have more";
        }
        if (after.length() > MOST_BYTES / MOST_BYTES_A_CHARACTER) {
            return "the reports of run " + run + " at " + facility + " may have " + MOST_BYTES
                    + " bytes; with this one they could have more. Does the publisher send long texts?";
        }
        return itinerary.places().size() < FEW_PLACES || counting.isInCatalogue(facility)
                ? null
                : exceeded(
                        run,
                        itinerary,
                        place,
                        counting,
                        after.measurements(facility, counting).stop());
    }

    private static String exceeded(String run, TrainRun itinerary, VisitedPlace place, Counting counting, StopTimes stop) {
        Set<String> ofPublisher = new HashSet<>();
        int bytes = place.mostBytes() + mostBytes(stop);
        int bytesOfAll = bytes + VisitedPlace.mostBytes(itinerary.others());
        boolean isNew = true;
        for (VisitedPlace one : itinerary.places()) {
            if (one.facility().equals(place.facility())) {
                isNew = false;
            } else if (!counting.isInCatalogue(one.facility())) {
                bytesOfAll += one.mostBytes();
                if (one.publisher().equals(place.publisher())) {
                    ofPublisher.add(one.facility());
                    bytes += one.mostBytes();
                }
            }
        }
        for (StopTimes one : itinerary.stops().all()) {
            if (!one.facility().equals(place.facility()) && !counting.isInCatalogue(one.facility())) {
                bytesOfAll += mostBytes(one);
                bytes += ofPublisher.contains(one.facility()) ? mostBytes(one) : 0;
            }
        }
        if (isNew && ofPublisher.size() >= MOST_PLACES) {
            return "run " + run + " may have " + MOST_PLACES + " places of a publisher outside the port catalogue; "
                    + place.facility() + " would be one more. Does the publisher tell its runs apart?";
        }
        return bytes > MOST_BYTES_OF_NAMES || bytesOfAll > MOST_BYTES_OF_ALL_NAMES
                ? "the names of places of run " + run + " may have " + MOST_BYTES_OF_NAMES
                        + " bytes of a publisher, and "
                        + MOST_BYTES_OF_ALL_NAMES + " of all; with " + place.facility()
                        + " they could have more. Does the publisher send long names?"
                : null;
    }

    private static int mostBytes(StopTimes stop) {
        return stop == null
                ? 0
                : 24
                        + MOST_BYTES_A_CHARACTER
                                * (stop.facility().length() + length(stop.destination()) + length(stop.origin()));
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }
}
