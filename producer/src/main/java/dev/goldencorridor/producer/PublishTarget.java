package dev.goldencorridor.producer;

import dev.goldencorridor.producer.format.MovementJson;
import dev.goldencorridor.producer.format.Reading;
import dev.goldencorridor.producer.validation.MovementFault;
import dev.goldencorridor.producer.validation.MovementValidation;
import dev.goldencorridor.schemas.TrainMovement;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Receives the movements that were read, and gives each outcome to {@link PublishOutcomes}. */
interface PublishTarget {
    int PREVIEWED_MOVEMENTS = 5;

    /** Returns whether the movement is valid. Its publication may still fail. */
    boolean accept(Reading.Movement reading);

    /** Returns when every accepted movement is acknowledged or rejected. */
    default void finish() {}

    /**
     * Checks movements, and sends none. Prints the first ones, so that the user sees how each value is interpreted.
     *
     * @param nameOf the publisher of a movement
     */
    static PublishTarget checking(
            MovementValidation validation,
            Function<TrainMovement, String> nameOf,
            PublishOutcomes outcomes,
            PrintWriter out) {
        AtomicInteger previewed = new AtomicInteger();
        return reading -> {
            TrainMovement movement = reading.movement();
            if (previewed.getAndIncrement() < PREVIEWED_MOVEMENTS) {
                out.println(MovementJson.write(movement));
            }
            List<MovementFault> faults = validation.faults(nameOf.apply(movement), movement);
            if (!faults.isEmpty()) {
                return rejected(reading, new InvalidMovementException(faults), outcomes);
            }
            outcomes.published(reading);
            return true;
        };
    }

    /**
     * Sends movements to the topics of their publishers.
     *
     * @param nameOf the publisher of a movement
     */
    static PublishTarget sending(
            MovementPublishers publishers, Function<TrainMovement, String> nameOf, PublishOutcomes outcomes) {
        return new PublishTarget() {
            @Override
            public boolean accept(Reading.Movement reading) {
                String name = nameOf.apply(reading.movement());
                if (!publishers.contains(name)) {
                    outcomes.rejected(
                            reading,
                            "unknown publisher",
                            "publisher: '" + name + "' is not in the publisher catalogue");
                    return false;
                }
                try {
                    var unused = publishers.of(name).publish(reading.movement()).whenComplete((at, failure) -> {
                        if (failure == null) {
                            outcomes.published(reading);
                        } else {
                            outcomes.rejected(reading, "not acknowledged", failure.getMessage());
                        }
                    });
                    return true;
                } catch (InvalidMovementException e) {
                    return rejected(reading, e, outcomes);
                }
            }

            @Override
            public void finish() {
                publishers.flush();
            }
        };
    }

    private static boolean rejected(Reading reading, InvalidMovementException invalid, PublishOutcomes outcomes) {
        outcomes.rejected(reading, invalid.faults().get(0).reason(), invalid.getMessage());
        return false;
    }
}
