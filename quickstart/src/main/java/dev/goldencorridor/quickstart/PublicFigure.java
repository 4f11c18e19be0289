package dev.goldencorridor.quickstart;

import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A figure that was published, and where the downstream topics tell the same.
 *
 * @param what what it counts
 * @param published as it was published, in short
 * @param source topic, key and field that tell what the pipeline came to
 * @param reading finds that; empty as long as a value is missing
 * @param agrees whether a number is what was published
 * @param form how a number is written
 */
record PublicFigure(
        String what,
        String published,
        String source,
        Reading reading,
        DoublePredicate agrees,
        DoubleFunction<String> form) {

    /** The latest values of the downstream topics. */
    interface Downstream {
        Optional<AggregateValue> of(String topic, String key);
    }

    /** Finds a number in the downstream topics. */
    interface Reading {
        Optional<Double> in(Downstream downstream);

        /** A number of one value; null where the value does not tell it. */
        static Reading of(String topic, String key, ToNumber number) {
            return downstream -> downstream.of(topic, key).map(number::in);
        }

        /** The sum of several numbers, of which none may be missing. */
        static Reading sum(Stream<Reading> parts) {
            return all(
                    parts, numbers -> numbers.mapToDouble(Double::doubleValue).sum());
        }

        static Reading least(Stream<Reading> parts) {
            return all(
                    parts,
                    numbers -> numbers.mapToDouble(Double::doubleValue).min().orElseThrow());
        }

        static Reading greatest(Stream<Reading> parts) {
            return all(
                    parts,
                    numbers -> numbers.mapToDouble(Double::doubleValue).max().orElseThrow());
        }

        private static Reading all(Stream<Reading> parts, ToDoubleFunction<Stream<Double>> combined) {
            var readings = parts.toList();
            return downstream -> {
                var numbers = readings.stream().map(part -> part.in(downstream)).toList();
                return numbers.stream().allMatch(Optional::isPresent)
                        ? Optional.of(combined.applyAsDouble(numbers.stream().map(Optional::get)))
                        : Optional.empty();
            };
        }

        /** By how much this is more than the other, in percent of the other. */
        default Reading moreThan(Reading other) {
            return downstream ->
                    in(downstream).flatMap(now -> other.in(downstream).map(before -> (now / before - 1) * 100));
        }
    }

    /** A number of a value, or null. */
    interface ToNumber {
        Double in(AggregateValue value);
    }
}
