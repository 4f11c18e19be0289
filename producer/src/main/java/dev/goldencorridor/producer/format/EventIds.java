package dev.goldencorridor.producer.format;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.TrainMovement;
import java.util.UUID;

/**
 * Derives ids for events whose source has none: UUIDv5 of the content of the event.
 *
 * <p>The same report that is read twice, from one file or two, has the same id and counts once. The creation time and
 * the publisher are not part of the content, so the repetition of a feed is the same event. The hashed text must
 * never change: ids that are already published would no longer match.
 */
public final class EventIds {
    /** UUIDv5 of {@code https://goldencorridor.dev/train-movement} in the URL namespace; fixed for ever. */
    private static final UUID NAMESPACE = Generators.nameBasedGenerator(NameBasedGenerator.NAMESPACE_URL)
            .generate("https://goldencorridor.dev/train-movement");

    private static final char SEPARATOR = '\u001f';

    private EventIds() {}

    /**
     * Derives the id from the content. The movement's own {@code eventId}, {@code createdAt} and {@code publisher} do
     * not matter.
     */
    public static UUID of(TrainMovement movement) {
        StringBuilder text = new StringBuilder(160);
        add(text, movement.getTrainRunId());
        add(text, movement.getTrainNumber());
        add(text, movement.getFacility());
        add(text, movement.getDirection());
        add(text, movement.getOccurredAt().toEpochMilli());
        add(
                text,
                movement.getPlannedAt() == null ? null : movement.getPlannedAt().toEpochMilli());
        add(text, movement.getRetracts());
        detail(text, movement.getDetail());
        return Generators.nameBasedGenerator(NAMESPACE).generate(text.toString());
    }

    /** Derives the id from the parts that identify the event in its source. The first part names the source. */
    static UUID ofParts(Object... parts) {
        StringBuilder text = new StringBuilder(160);
        for (Object part : parts) {
            add(text, part);
        }
        return Generators.nameBasedGenerator(NAMESPACE).generate(text.toString());
    }

    private static void detail(StringBuilder text, Object detail) {
        if (detail instanceof Departure departure) {
            add(text, "Departure");
            add(text, departure.getOrigin());
            add(text, departure.getDestination());
            add(text, departure.getNextBorder());
            add(text, departure.getOperatorLine());
            add(text, departure.getGauge());
            consist(text, departure.getConsist());
        } else if (detail instanceof Arrival arrival) {
            add(text, "Arrival");
            add(text, arrival.getOrigin());
            add(text, arrival.getDestination());
            add(text, arrival.getNextBorder());
            add(text, arrival.getOperatorLine());
            add(text, arrival.getGauge());
            consist(text, arrival.getConsist());
        } else if (detail instanceof Clearance clearance) {
            add(text, "Clearance");
            add(text, clearance.getStep());
            add(text, clearance.getCustomsOffice());
            add(text, clearance.getDeclarationId());
            add(text, clearance.getReason());
            // Ids of former releases have no regime, and must not change.
            if (clearance.getRegime() != null) {
                add(text, clearance.getRegime());
            }
        } else if (detail instanceof Plan plan) {
            add(text, "Plan");
            add(text, plan.getMovement());
        } else if (detail instanceof Estimate estimate) {
            add(text, "Estimate");
            add(text, estimate.getMovement());
            add(text, estimate.getEstimatedAt().toEpochMilli());
        } else if (detail instanceof DelayCause cause) {
            add(text, "DelayCause");
            add(text, cause.getAlertType());
            add(text, cause.getCode());
            add(text, cause.getText());
        } else {
            throw new IllegalArgumentException("not a detail of the contract: " + detail);
        }
    }

    private static void consist(StringBuilder text, Consist consist) {
        if (consist == null) {
            add(text, null);
            return;
        }
        add(text, consist.getWagons());
        add(text, consist.getLoadedTeu());
        add(text, consist.getEmptyTeu());
        add(text, consist.getGrossTonnes());
        for (Commodity commodity : consist.getCommodities()) {
            add(text, commodity.getHs());
            add(text, commodity.getNetTonnes());
            add(text, commodity.getConsignee());
        }
    }

    private static void add(StringBuilder text, Object value) {
        if (value != null) {
            text.append(value);
        }
        text.append(SEPARATOR);
    }
}
