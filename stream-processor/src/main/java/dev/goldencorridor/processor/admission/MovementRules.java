package dev.goldencorridor.processor.admission;

import dev.goldencorridor.processor.rejects.RejectedRecord;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.movements.ContractFault;
import dev.goldencorridor.schemas.movements.MovementContract;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.RejectReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The rules that a decoded movement must satisfy to be admitted: the contract, its key and its topic. */
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
     * Returns the first rule that the movement breaks, if it breaks one. The broker's clock bounds its times.
     *
     * @param key the record's key as received
     * @param publisher the publisher of the record's topic
     * @param receivedAt the broker's clock when it received the record, milliseconds since 1970-01-01T00:00Z
     */
    Optional<Fault> firstFault(byte[] key, TrainMovement movement, String publisher, long receivedAt) {
        Instant received = Instant.ofEpochMilli(Math.min(receivedAt, MAX_RECEIVED_AT));
        List<ContractFault> faults = MovementContract.faults(movement, received);
        if (!faults.isEmpty()) {
            ContractFault first = faults.get(0);
            return fault(first.reason(), first.message() + more(faults.size()));
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
        return Optional.empty();
    }

    private static String more(int faults) {
        return faults == 1 ? "" : "; it has " + faults + " faults";
    }

    private static Optional<Fault> fault(RejectReason reason, String message) {
        return Optional.of(new Fault(reason, message));
    }
}
