package dev.goldencorridor.processor.admission;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** What a decoded movement must fulfil to be admitted. */
final class MovementRules {
    private static final Instant FIRST_CHINA_EUROPE_TRAIN_YEAR = Instant.parse("2011-01-01T00:00:00Z");
    private static final Duration TOLERATED_LEAD = Duration.ofMinutes(10);

    /** More than there are containers on a train. */
    private static final int MOST_COMMODITIES = 500;

    private static final int LONGEST_TEXT = 256;
    /** A cause in words may be a few sentences. */
    private static final int LONGEST_CAUSE = 1_000;
    /** No train weighs a million tonnes; a mass that overflows a sum must not get that far. */
    private static final double HEAVIEST_TONNES = 1e6;

    private final PublisherCatalogue publishers;

    MovementRules(PublisherCatalogue publishers) {
        this.publishers = publishers;
    }

    record Fault(RejectReason reason, String message) {}

    /**
     * The first rule that the movement breaks, if it breaks one.
     *
     * @param key the record's key as received
     * @param publisher whose topic it came by
     * @param receivedAt the broker's clock when it took the record, milliseconds since 1970-01-01T00:00Z
     */
    Optional<Fault> broken(byte[] key, TrainMovement movement, String publisher, long receivedAt) {
        if (isBlank(movement.getTrainRunId())) {
            return fault(RejectReason.BLANK_FIELD, "trainRunId is blank or holds control characters");
        }
        if (isBlank(movement.getFacility())) {
            return fault(RejectReason.BLANK_FIELD, "facility is blank or holds control characters");
        }
        Optional<Fault> badDetail = brokenDetail(movement);
        if (badDetail.isPresent()) {
            return badDetail;
        }
        if (!Arrays.equals(key, movement.getTrainRunId().getBytes(StandardCharsets.UTF_8))) {
            return fault(
                    RejectReason.KEY_NOT_RUN_ID,
                    "the key is '" + new String(key, StandardCharsets.UTF_8) + "', trainRunId is '"
                            + movement.getTrainRunId() + "'; they must be the same");
        }
        if (!publishers.mayReport(publisher, movement.getFacility())) {
            return publishers.knows(publisher)
                    ? fault(
                            RejectReason.FACILITY_NOT_ALLOWED,
                            publisher + " may not report " + movement.getFacility() + ", only "
                                    + String.join(" ", publishers.facilitiesOf(publisher)))
                    : fault(
                            RejectReason.UNKNOWN_PUBLISHER,
                            "the publisher catalogue does not name " + publisher
                                    + "; add it to the file of the setting publishers.file");
        }
        Instant occurredAt = movement.getOccurredAt();
        if (occurredAt.isBefore(FIRST_CHINA_EUROPE_TRAIN_YEAR)) {
            return fault(
                    RejectReason.TOO_OLD, "occurredAt is " + occurredAt + ", before " + FIRST_CHINA_EUROPE_TRAIN_YEAR);
        }
        Instant received = Instant.ofEpochMilli(receivedAt);
        if (occurredAt.isAfter(received.plus(TOLERATED_LEAD))) {
            return fault(
                    RejectReason.TOO_FAR_AHEAD,
                    "occurredAt is " + occurredAt + ", more than 10 min after the broker received it at " + received);
        }
        if (movement.getEventId().equals(movement.getRetracts())) {
            return fault(RejectReason.SELF_RETRACTION, "event " + movement.getEventId() + " retracts itself");
        }
        return Optional.empty();
    }

    private static Optional<Fault> brokenDetail(TrainMovement movement) {
        Object detail = movement.getDetail();
        if (detail instanceof Departure departure) {
            return brokenTexts(movement, departure.getOrigin(), departure.getDestination())
                    .or(() -> brokenConsist(departure.getConsist()));
        }
        if (detail instanceof Arrival arrival) {
            return brokenTexts(movement, arrival.getOrigin(), arrival.getDestination())
                    .or(() -> brokenConsist(arrival.getConsist()));
        }
        if (detail instanceof DelayCause cause) {
            return brokenTexts(movement, null, null).or(() -> brokenCause(cause));
        }
        return brokenTexts(movement, null, null);
    }

    private static Optional<Fault> brokenTexts(TrainMovement movement, String origin, String destination) {
        for (String text : new String[] {movement.getTrainRunId(), movement.getFacility(), origin, destination}) {
            if (text != null && hasControlCharacters(text)) {
                return fault(
                        RejectReason.BLANK_FIELD,
                        "trainRunId, facility, origin and destination hold no control characters");
            }
            if (text != null && text.length() > LONGEST_TEXT) {
                return fault(
                        RejectReason.FIELD_TOO_LONG,
                        "trainRunId, facility, origin and destination have at most " + LONGEST_TEXT
                                + " characters; one has " + text.length());
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> brokenCause(DelayCause cause) {
        for (String text : new String[] {cause.getAlertType(), cause.getCode(), cause.getText()}) {
            if (text != null && hasControlCharacters(text)) {
                return fault(RejectReason.BLANK_FIELD, "a cause's alertType, code and text hold no control characters");
            }
        }
        return isLonger(cause.getAlertType(), LONGEST_TEXT)
                        || isLonger(cause.getCode(), LONGEST_TEXT)
                        || isLonger(cause.getText(), LONGEST_CAUSE)
                ? fault(
                        RejectReason.FIELD_TOO_LONG,
                        "a cause's alertType and code have at most " + LONGEST_TEXT + " characters, its text "
                                + LONGEST_CAUSE)
                : Optional.empty();
    }

    private static Optional<Fault> brokenConsist(Consist consist) {
        if (consist == null) {
            return Optional.empty();
        }
        if (consist.getWagons() < 0
                || consist.getLoadedTeu() < 0
                || consist.getEmptyTeu() < 0
                || !isMass(consist.getGrossTonnes())) {
            return fault(
                    RejectReason.IMPLAUSIBLE_CONSIST,
                    "wagons, TEU and grossTonnes are not negative, and grossTonnes is at most " + HEAVIEST_TONNES
                            + ": " + consist.getWagons() + " wagons, " + consist.getLoadedTeu() + " + "
                            + consist.getEmptyTeu() + " TEU, " + consist.getGrossTonnes() + " t");
        }
        if (consist.getCommodities().size() > MOST_COMMODITIES) {
            return fault(
                    RejectReason.IMPLAUSIBLE_CONSIST,
                    "a consist has at most " + MOST_COMMODITIES + " commodities; this one has "
                            + consist.getCommodities().size());
        }
        for (Commodity carried : consist.getCommodities()) {
            Optional<Fault> fault = brokenCommodity(carried);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> brokenCommodity(Commodity carried) {
        String consignee = carried.getConsignee();
        if (isBlank(carried.getHs())) {
            return fault(RejectReason.BLANK_FIELD, "a commodity's hs is blank or holds control characters");
        }
        if (carried.getHs().length() > LONGEST_TEXT || (consignee != null && consignee.length() > LONGEST_TEXT)) {
            return fault(
                    RejectReason.FIELD_TOO_LONG,
                    "a commodity's hs and consignee have at most " + LONGEST_TEXT + " characters");
        }
        if (!isMass(carried.getNetTonnes())) {
            return fault(
                    RejectReason.IMPLAUSIBLE_CONSIST,
                    "a commodity's netTonnes is not negative and at most " + HEAVIEST_TONNES + ": "
                            + carried.getNetTonnes());
        }
        return Optional.empty();
    }

    private static boolean isLonger(String text, int most) {
        return text != null && text.length() > most;
    }

    /** NaN is none. */
    private static boolean isMass(double tonnes) {
        return tonnes >= 0 && tonnes <= HEAVIEST_TONNES;
    }

    private static Optional<Fault> fault(RejectReason reason, String message) {
        return Optional.of(new Fault(reason, message));
    }

    private static boolean isBlank(String text) {
        return text.isBlank() || hasControlCharacters(text);
    }

    private static boolean hasControlCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
