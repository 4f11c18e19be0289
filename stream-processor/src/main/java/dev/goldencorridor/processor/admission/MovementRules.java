package dev.goldencorridor.processor.admission;

import dev.goldencorridor.processor.rejects.RejectedRecord;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.limits.MovementLimits;
import dev.goldencorridor.schemas.places.FacilityCode;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.RejectReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** The rules that a decoded movement must satisfy to be admitted. */
final class MovementRules {
    /** Stores hold hours in seven digits. Even with a wrong clock, no later time may be admitted. */
    private static final long MAX_RECEIVED_AT =
            Instant.parse("3000-01-01T00:00:00Z").toEpochMilli();

    private final PublisherCatalogue publishers;

    MovementRules(PublisherCatalogue publishers) {
        this.publishers = publishers;
    }

    /** A broken rule. */
    record Fault(RejectReason reason, String message) {}

    /**
     * Returns the first rule that the movement breaks, if it breaks one.
     *
     * @param key the record's key as received
     * @param publisher the publisher of the record's topic
     * @param receivedAt the broker's clock when it received the record, milliseconds since 1970-01-01T00:00Z
     */
    Optional<Fault> firstFault(byte[] key, TrainMovement movement, String publisher, long receivedAt) {
        Optional<Fault> badContent = identityFault(movement).or(() -> detailFault(movement));
        if (badContent.isPresent()) {
            return badContent;
        }
        if (!Arrays.equals(key, movement.getTrainRunId().getBytes(StandardCharsets.UTF_8))) {
            return fault(
                    RejectReason.KEY_NOT_RUN_ID,
                    "the key is " + RejectedRecord.quoted(key) + ", trainRunId is '" + movement.getTrainRunId()
                            + "'; they must be the same");
        }
        if (!publishers.mayReport(publisher, movement.getFacility())) {
            return publishers.contains(publisher)
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
        if (occurredAt.isBefore(MovementLimits.EARLIEST)) {
            return fault(RejectReason.TOO_OLD, "occurredAt is " + occurredAt + ", before " + MovementLimits.EARLIEST);
        }
        Instant received = Instant.ofEpochMilli(Math.min(receivedAt, MAX_RECEIVED_AT));
        if (occurredAt.isAfter(received.plus(MovementLimits.MAX_AHEAD))) {
            return fault(
                    RejectReason.TOO_FAR_AHEAD,
                    "occurredAt is " + occurredAt + ", more than 10 min after the broker received it at " + received);
        }
        if (movement.getEventId().equals(movement.getRetracts())) {
            return fault(RejectReason.SELF_RETRACTION, "event " + movement.getEventId() + " retracts itself");
        }
        return Optional.empty();
    }

    private static Optional<Fault> detailFault(TrainMovement movement) {
        Object detail = movement.getDetail();
        if (detail instanceof Departure departure) {
            return placesFault(departure.getOrigin(), departure.getDestination(), departure.getNextBorder())
                    .or(() -> textFault("operatorLine", departure.getOperatorLine()))
                    .or(() -> consistFault(departure.getConsist()));
        }
        if (detail instanceof Arrival arrival) {
            return placesFault(arrival.getOrigin(), arrival.getDestination(), arrival.getNextBorder())
                    .or(() -> textFault("operatorLine", arrival.getOperatorLine()))
                    .or(() -> consistFault(arrival.getConsist()));
        }
        if (detail instanceof Clearance clearance) {
            return textFault("customsOffice", clearance.getCustomsOffice())
                    .or(() -> textFault("declarationId", clearance.getDeclarationId()))
                    .or(() -> textFault("reason", clearance.getReason()));
        }
        return detail instanceof DelayCause cause ? causeFault(cause) : Optional.empty();
    }

    /** Checks the fields by which the report is stored and counted. */
    private static Optional<Fault> identityFault(TrainMovement movement) {
        if (isBlankOrHasControls(movement.getTrainRunId())) {
            return fault(RejectReason.BLANK_FIELD, "trainRunId is blank or holds control characters");
        }
        if (isBlankOrHasControls(movement.getFacility())) {
            return fault(RejectReason.BLANK_FIELD, "facility is blank or holds control characters");
        }
        if (isLonger(movement.getTrainRunId(), MovementLimits.MAX_NAME_CHARS)
                || isLonger(movement.getTrainNumber(), MovementLimits.MAX_NAME_CHARS)) {
            return fault(
                    RejectReason.FIELD_TOO_LONG,
                    "trainRunId and trainNumber have at most " + MovementLimits.MAX_NAME_CHARS
                            + " characters; they have "
                            + movement.getTrainRunId().length() + " and "
                            + movement.getTrainNumber().length());
        }
        return codeFault("facility", movement.getFacility());
    }

    private static Optional<Fault> placesFault(String origin, String destination, String nextBorder) {
        return codeFault("origin", origin)
                .or(() -> codeFault("destination", destination))
                .or(() -> codeFault("nextBorder", nextBorder));
    }

    /** A blank code counts as no code. */
    private static Optional<Fault> codeFault(String field, String code) {
        if (code == null || FacilityCode.isValid(code)) {
            return Optional.empty();
        }
        if (MovementLimits.hasControlCharacters(code)) {
            return fault(RejectReason.BLANK_FIELD, field + " holds control characters");
        }
        if (code.length() > MovementLimits.MAX_NAME_CHARS) {
            return fault(
                    RejectReason.FIELD_TOO_LONG,
                    field + " has " + code.length() + " characters; no facility's code has more than "
                            + MovementLimits.MAX_NAME_CHARS);
        }
        return code.isBlank()
                ? Optional.empty()
                : fault(RejectReason.NOT_A_CODE, field + " '" + code + "' is neither " + FacilityCode.VALID_CODES);
    }

    private static Optional<Fault> textFault(String field, String text) {
        return isLonger(text, MovementLimits.MAX_TEXT_CHARS)
                ? fault(
                        RejectReason.FIELD_TOO_LONG,
                        field + " has " + text.length() + " characters; at most " + MovementLimits.MAX_TEXT_CHARS
                                + " are allowed")
                : Optional.empty();
    }

    private static Optional<Fault> causeFault(DelayCause cause) {
        for (String text : new String[] {cause.getAlertType(), cause.getCode(), cause.getText()}) {
            if (text != null && MovementLimits.hasControlCharacters(text)) {
                return fault(RejectReason.BLANK_FIELD, "a cause's alertType, code and text hold no control characters");
            }
        }
        return isLonger(cause.getAlertType(), MovementLimits.MAX_NAME_CHARS)
                        || isLonger(cause.getCode(), MovementLimits.MAX_NAME_CHARS)
                        || isLonger(cause.getText(), MovementLimits.MAX_TEXT_CHARS)
                ? fault(
                        RejectReason.FIELD_TOO_LONG,
                        "a cause's alertType and code have at most " + MovementLimits.MAX_NAME_CHARS
                                + " characters, its text " + MovementLimits.MAX_TEXT_CHARS)
                : Optional.empty();
    }

    private static Optional<Fault> consistFault(Consist consist) {
        if (consist == null) {
            return Optional.empty();
        }
        if (consist.getWagons() < 0
                || consist.getLoadedTeu() < 0
                || consist.getEmptyTeu() < 0
                || !MovementLimits.isMass(consist.getGrossTonnes())) {
            return fault(
                    RejectReason.IMPLAUSIBLE_CONSIST,
                    "wagons, TEU and grossTonnes are not negative, and grossTonnes is at most "
                            + MovementLimits.MAX_TONNES
                            + ": " + consist.getWagons() + " wagons, " + consist.getLoadedTeu() + " + "
                            + consist.getEmptyTeu() + " TEU, " + consist.getGrossTonnes() + " t");
        }
        if (consist.getCommodities().size() > MovementLimits.MAX_COMMODITIES) {
            return fault(
                    RejectReason.IMPLAUSIBLE_CONSIST,
                    "a consist has at most " + MovementLimits.MAX_COMMODITIES + " commodities; this one has "
                            + consist.getCommodities().size());
        }
        for (Commodity carried : consist.getCommodities()) {
            Optional<Fault> fault = commodityFault(carried);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> commodityFault(Commodity carried) {
        String consignee = carried.getConsignee();
        if (isBlankOrHasControls(carried.getHs())) {
            return fault(RejectReason.BLANK_FIELD, "a commodity's hs is blank or holds control characters");
        }
        if (carried.getHs().length() > MovementLimits.MAX_NAME_CHARS
                || (consignee != null && consignee.length() > MovementLimits.MAX_NAME_CHARS)) {
            return fault(
                    RejectReason.FIELD_TOO_LONG,
                    "a commodity's hs and consignee have at most " + MovementLimits.MAX_NAME_CHARS + " characters");
        }
        if (!MovementLimits.isHsCode(carried.getHs())) {
            return fault(RejectReason.NOT_A_CODE, "a commodity's hs " + MovementLimits.hsFault(carried.getHs()));
        }
        if (!MovementLimits.isMass(carried.getNetTonnes())) {
            return fault(
                    RejectReason.IMPLAUSIBLE_CONSIST,
                    "a commodity's netTonnes is not negative and at most " + MovementLimits.MAX_TONNES + ": "
                            + carried.getNetTonnes());
        }
        return Optional.empty();
    }

    private static boolean isLonger(String text, int maxChars) {
        return text != null && text.length() > maxChars;
    }

    private static Optional<Fault> fault(RejectReason reason, String message) {
        return Optional.of(new Fault(reason, message));
    }

    private static boolean isBlankOrHasControls(String text) {
        return text.isBlank() || MovementLimits.hasControlCharacters(text);
    }
}
