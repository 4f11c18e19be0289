package dev.goldencorridor.producer.format.taf;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The common parts of a running message: sender, identifier, status and run. */
record RunningMessage(TafElement root) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final String TRANSPORT = "TrainOperationalIdentification/TransportOperationalIdentifiers";
    private static final String TRAIN = "TR";
    private static final String PATH = "PA";

    /** The company code of the sender, on four digits if it is a number; null if there is none. */
    String sender() {
        String sender = root.text("MessageHeader/Sender");
        return sender != null && NUMBER.matcher(sender).matches() ? "0".repeat(4 - sender.length()) + sender : sender;
    }

    String identifier() {
        return root.text("MessageHeader/MessageReference/MessageIdentifier");
    }

    /** The sender's own id of a delay; null if there is none. */
    String senderReference() {
        return root.text("MessageHeader/SenderReference");
    }

    /** Whether the message retracts an earlier one. */
    boolean isDeletion() {
        String status = root.text("MessageStatus");
        return status != null && withoutLeadingZeros(status).equals("3");
    }

    /** The operational train number; null if there is none. */
    String trainNumber() {
        String number = root.text(
                "OperationalTrainNumberIdentifier/OperationalTrainNumber",
                "OperationalTrainNumber",
                "trainIdent/pathIdent",
                "trainId");
        return number == null ? null : withoutLeadingZeros(number);
    }

    /** When the sender made the message; null if it has no such time. */
    Instant createdAt(TafFields fields) {
        String created = root.text("MessageHeader/MessageDateTimeCreated");
        return created != null
                ? fields.instant("MessageDateTimeCreated", created)
                : fields.instant("MessageDateTime", root.text("MessageHeader/MessageReference/MessageDateTime"));
    }

    /**
     * The date on which the run leaves its origin. Null, with a fault, if the message has none: the date of the
     * report itself would split the runs of night trains.
     */
    LocalDate startDate(TafFields fields) {
        String date = Stream.of(startDateOf(TRAIN), startDateOf(PATH), root.text("nominalDate"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (date != null) {
            return fields.date("StartDate", date);
        }
        String departure = root.text(
                "OperationalTrainNumberIdentifier/ScheduledTimeAtHandover", "trainIdent/scheduledDepartureDateTime");
        if (departure == null) {
            fields.fault("StartDate", "is missing, and so is ScheduledTimeAtHandover");
            return null;
        }
        return fields.localDate("ScheduledTimeAtHandover", departure);
    }

    private String startDateOf(String objectType) {
        return root.all(TRANSPORT).stream()
                .filter(transport -> objectType.equalsIgnoreCase(transport.text("ObjectType")))
                .map(transport -> transport.text("StartDate"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Senders write a train number with and without leading zeros. Numbers with letters stay as they are. */
    static String withoutLeadingZeros(String number) {
        return DIGITS.matcher(number).matches() ? number.replaceFirst("^0+(?!$)", "") : number;
    }
}
