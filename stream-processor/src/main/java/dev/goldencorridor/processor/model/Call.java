package dev.goldencorridor.processor.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * The call of a train run at a facility. Like the measurements, it is a pure function of the visit's effective reports.
 * All instants are milliseconds since 1970-01-01T00:00Z, or {@link #UNKNOWN}.
 *
 * @param direction as last reported
 * @param trainNumber as last reported
 * @param releasedAt the last release
 * @param isReleaseRevoked whether customs held or refused the train after the last release
 * @param held the last hold
 * @param refused the last refusal
 * @param heardAt the latest event of the train itself; plans and causes of delay do not count
 * @param causes the reported causes of delay, at most one for each type of alert, in the order of the types
 * @param namedPlaces the origins and destinations that the arrival and the departure name, without duplicates
 * @param details what only the status of the run needs
 */
public record Call(
        TravelDirection direction,
        String trainNumber,
        Movement arrival,
        Movement departure,
        long releasedAt,
        boolean isReleaseRevoked,
        Stopped held,
        Stopped refused,
        long heardAt,
        List<Cause> causes,
        List<String> namedPlaces,
        CallDetails details) {
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** A call without details. */
    public Call(
            TravelDirection direction,
            String trainNumber,
            Movement arrival,
            Movement departure,
            long releasedAt,
            boolean isReleaseRevoked,
            Stopped held,
            Stopped refused,
            long heardAt,
            List<Cause> causes,
            List<String> namedPlaces) {
        this(
                direction,
                trainNumber,
                arrival,
                departure,
                releasedAt,
                isReleaseRevoked,
                held,
                refused,
                heardAt,
                causes,
                namedPlaces,
                CallDetails.NONE);
    }

    /**
     * An arrival or a departure.
     *
     * @param plannedAt the planned time of the last reported plan
     * @param isCancelled whether the last reported plan cancels the movement
     */
    public record Movement(long occurredAt, long plannedAt, boolean isCancelled) {
        public static final Movement NONE = new Movement(UNKNOWN, UNKNOWN, false);

        public boolean hasOccurred() {
            return occurredAt != UNKNOWN;
        }

        public boolean isPlanned() {
            return plannedAt != UNKNOWN;
        }

        /** Whether it has occurred, is planned, or its plan was cancelled. */
        public boolean isKnown() {
            return !equals(NONE);
        }
    }

    /**
     * A hold or a refusal: customs stopped the train.
     *
     * @param reason the reason that the customs office gave; null if it gave none
     */
    public record Stopped(long at, String reason) {
        public static final Stopped NEVER = new Stopped(UNKNOWN, null);

        public boolean hasOccurred() {
            return at != UNKNOWN;
        }
    }

    /**
     * A reported cause of delay.
     *
     * @param alertType the type of the alert that it explains; empty if it explains all types
     */
    public record Cause(String alertType, String text) {}

    /** Whether the last deciding step of customs is a release. */
    public boolean isReleased() {
        return releasedAt != UNKNOWN && !isReleaseRevoked;
    }

    /** The cause reported for a type of alert, else the general cause; null if neither was reported. */
    public String causeOf(String alertType) {
        String specific = specificCauseOf(alertType);
        return specific == null ? specificCauseOf("") : specific;
    }

    /** The cause reported for exactly this type of alert; null if none was reported. */
    public String specificCauseOf(String alertType) {
        for (Cause cause : causes) {
            if (cause.alertType().equals(alertType)) {
                return cause.text();
            }
        }
        return null;
    }

    /** This call without the causes that explain none of these types of alert. General causes remain. */
    public Call withCausesFor(Set<String> alertTypes) {
        if (causes.isEmpty()) {
            return this;
        }
        List<Cause> relevant = causes.stream()
                .filter(cause -> cause.alertType().isEmpty() || alertTypes.contains(cause.alertType()))
                .toList();
        return with(relevant, details);
    }

    /** This call with other details. */
    public Call withDetails(CallDetails newDetails) {
        return with(causes, newDetails);
    }

    private Call with(List<Cause> newCauses, CallDetails newDetails) {
        return new Call(
                direction,
                trainNumber,
                arrival,
                departure,
                releasedAt,
                isReleaseRevoked,
                held,
                refused,
                heardAt,
                newCauses,
                namedPlaces,
                newDetails);
    }

    /** Whether no report of the call is effective. */
    public boolean isBlank() {
        return !arrival.isKnown()
                && !departure.isKnown()
                && details.lastStep() == null
                && details.estimatedArrivalAt() == UNKNOWN
                && details.estimatedDepartureAt() == UNKNOWN;
    }

    /** Writes all but the details. */
    public void write(DataOutput out) throws IOException {
        CallCodec.write(this, out);
    }

    /** Reads all but the details. */
    public static Call read(DataInput in) throws IOException {
        return CallCodec.read(in);
    }
}
