package dev.goldencorridor.processor.runs;

import static dev.goldencorridor.processor.limits.RunLimits.MAX_NAMES_BYTES;
import static dev.goldencorridor.processor.limits.RunLimits.MAX_PLACES_PER_PUBLISHER;
import static dev.goldencorridor.processor.limits.RunLimits.MAX_PUBLISHER_NAMES_BYTES;
import static dev.goldencorridor.processor.limits.RunLimits.MAX_VISIT_BYTES;
import static dev.goldencorridor.processor.limits.RunLimits.MAX_VISIT_COMMODITIES;
import static dev.goldencorridor.processor.runs.VisitedPlace.MAX_BYTES_PER_CHARACTER;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Applies the limits of one run to its reports. So no report makes a record that the broker refuses, and no publisher
 * takes the capacity of another. Places outside the port catalogue are limited for each publisher; those of the
 * catalogue are not.
 */
final class RunCapacity {
    /** A run with fewer places cannot exceed the limits of names, so most reports need no addition. */
    private static final int MIN_LIMITED_PLACES = 20;

    private static final int STOP_NUMBERS_BYTES = 24;

    private final int maxReports;

    RunCapacity(int maxReports) {
        this.maxReports = maxReports;
    }

    /**
     * Returns the description of a limit that the run would exceed; null if it would exceed none.
     *
     * @param after the visit at the place, with the new report
     */
    String exceeded(String runId, TrainRun run, VisitedPlace place, Visit after, Counting counting) {
        String facility = place.facility();
        if (after.size() > maxReports || after.commodities() > MAX_VISIT_COMMODITIES) {
            return "run " + runId + " may have " + maxReports + " reports, with " + MAX_VISIT_COMMODITIES
                    + " commodities, at " + facility + "; with this one it would have more";
        }
        if (after.length() > MAX_VISIT_BYTES / MAX_BYTES_PER_CHARACTER) {
            return "the reports of run " + runId + " at " + facility + " may have " + MAX_VISIT_BYTES
                    + " bytes; with this one they could have more. Does the publisher send long texts?";
        }
        return run.places().size() < MIN_LIMITED_PLACES || counting.isInCatalogue(facility)
                ? null
                : exceededByPlaces(
                        runId,
                        run,
                        place,
                        after.measurements(facility, counting).stops(),
                        counting);
    }

    private static String exceededByPlaces(
            String runId, TrainRun run, VisitedPlace place, List<StopTimes> stops, Counting counting) {
        Set<String> ofPublisher = new HashSet<>();
        int publisherBytes = place.maxBytes()
                + stops.stream().mapToInt(RunCapacity::maxBytes).sum();
        int allBytes = publisherBytes + VisitedPlace.maxBytes(run.others());
        boolean isNewPlace = true;
        for (VisitedPlace one : run.places()) {
            if (one.facility().equals(place.facility())) {
                isNewPlace = false;
            } else if (!counting.isInCatalogue(one.facility())) {
                allBytes += one.maxBytes();
                if (one.publisher().equals(place.publisher())) {
                    ofPublisher.add(one.facility());
                    publisherBytes += one.maxBytes();
                }
            }
        }
        for (StopTimes one : run.stops().all()) {
            if (!one.facility().equals(place.facility()) && !counting.isInCatalogue(one.facility())) {
                allBytes += maxBytes(one);
                publisherBytes += ofPublisher.contains(one.facility()) ? maxBytes(one) : 0;
            }
        }
        if (isNewPlace && ofPublisher.size() >= MAX_PLACES_PER_PUBLISHER) {
            return "run " + runId + " may have " + MAX_PLACES_PER_PUBLISHER
                    + " places of a publisher outside the port catalogue; "
                    + place.facility() + " would be one more. Does the publisher give each run its own id?";
        }
        return publisherBytes > MAX_PUBLISHER_NAMES_BYTES || allBytes > MAX_NAMES_BYTES
                ? "the names of places of run " + runId + " may have " + MAX_PUBLISHER_NAMES_BYTES
                        + " bytes of a publisher, and "
                        + MAX_NAMES_BYTES + " of all; with " + place.facility()
                        + " they could have more. Does the publisher send long names?"
                : null;
    }

    private static int maxBytes(StopTimes stop) {
        return STOP_NUMBERS_BYTES
                + MAX_BYTES_PER_CHARACTER
                        * (stop.facility().length() + length(stop.destination()) + length(stop.origin()));
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }
}
