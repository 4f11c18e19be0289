package dev.goldencorridor.processor.admission;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a decoded movement must fulfil to be admitted. */
final class MovementRules {
    private static final Instant FIRST_CHINA_EUROPE_TRAIN_YEAR = Instant.parse("2011-01-01T00:00:00Z");
    private static final Duration TOLERATED_LEAD = Duration.ofMinutes(10);

    private static final int LONGEST_TEXT = 256;
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
        Consist consist = null;
        List<String> texts = new ArrayList<>(List.of(movement.getTrainRunId(), movement.getFacility()));
        if (detail instanceof Departure departure) {
            consist = departure.getConsist();
            texts.add(departure.getOrigin());
            texts.add(departure.getDestination());
        } else if (detail instanceof Arrival arrival) {
            consist = arrival.getConsist();
            texts.add(arrival.getOrigin());
            texts.add(arrival.getDestination());
        }
        for (String text : texts) {
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
        if (consist != null
                && (consist.getWagons() < 0
                        || consist.getLoadedTeu() < 0
                        || consist.getEmptyTeu() < 0
                        || !(consist.getGrossTonnes() >= 0 && consist.getGrossTonnes() <= HEAVIEST_TONNES))) {
            return fault(
                    RejectReason.IMPLAUSIBLE_CONSIST,
                    "wagons, TEU and grossTonnes are not negative, and grossTonnes is at most " + HEAVIEST_TONNES
                            + ": " + consist.getWagons() + " wagons, " + consist.getLoadedTeu() + " + "
                            + consist.getEmptyTeu() + " TEU, " + consist.getGrossTonnes() + " t");
        }
        return Optional.empty();
    }

    private static Optional<Fault> fault(RejectReason reason, String message) {
        return Optional.of(new Fault(reason, message));
    }

    private static boolean isBlank(String text) {
        return text.isBlank() || hasControlCharacters(text);
    }

    private static boolean hasControlCharacters(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
