package dev.goldencorridor.cli;

import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A published figure, and where the downstream topics have the same.
 *
 * @param what the counted quantity
 * @param published the published value, abbreviated
 * @param source topic, key and field of the pipeline's result
 * @param reading finds the result; empty while a value is missing
 * @param agrees whether a number agrees with the published value
 * @param format formats a number
 */
public record PublicFigure(
        String what,
        String published,
        String source,
        Reading reading,
        DoublePredicate agrees,
        DoubleFunction<String> format) {

    /** The latest values of the downstream topics. */
    public interface Downstream {
        Optional<AggregateValue> of(String topic, String key);
    }

    /** Finds a number in the downstream topics. */
    interface Reading {
        Optional<Double> in(Downstream downstream);

        /** A number of one value; {@code number} returns null if the value lacks it. */
        static Reading of(String topic, String key, ToNumber number) {
            return downstream -> downstream.of(topic, key).map(number::in);
        }

        /** The sum of several numbers; empty if one is missing. */
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

        /** The increase from the other to this, in percent of the other. */
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
