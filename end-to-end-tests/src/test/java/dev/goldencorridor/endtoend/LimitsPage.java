package dev.goldencorridor.endtoend;

import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The text of docs/limits.md, from the constants that are declared as limits. */
final class LimitsPage {
    private static final String HEAD = """
            # Limits

            This page lists the limits on input, memory, disk and work, with the reason of each. It is generated from the constants that are declared with `@Limit`. Do not edit it: `LimitsPageTest` compares it with them.

            - A movement meets the limits of [one movement](#one-movement) first. Then it meets those of [its run](#one-train-run) and of [its publisher](#one-publisher).
            - A number is the maximum, unless the cell says otherwise. [Settings](settings.md) describes the settings; their number is the default.
            - [The contract](contract.md#rejected-records) explains the reasons of rejects, such as `TOO_LARGE`.
            """;

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    /** The unit of a number, by the end of the constant's name. The first match counts. */
    private static final List<Map.Entry<String, String>> UNITS = List.of(
            Map.entry("_PER_MILLISECOND", " in a millisecond"),
            Map.entry("CALL_SECONDS_PER_SECOND", " s"),
            Map.entry("_CALL_SECONDS", " s"),
            Map.entry("_KILOBYTES", " KiB"),
            Map.entry("_CHARS", " characters"),
            Map.entry("_DIGITS", " digits"),
            Map.entry("_MILLIS", " ms"),
            Map.entry("_TONNES", " t"));

    private final Function<String, Object> defaults;
    private final StringBuilder text = new StringBuilder(HEAD);

    /**
     * @param limits the fields with the annotation, in the order of the page
     * @param defaults the default of a setting
     */
    LimitsPage(List<Field> limits, Function<String, Object> defaults) {
        this.defaults = defaults;
        for (Scope scope : Scope.values()) {
            text.append("\n## ").append(scope.title()).append("\n\n");
            text.append("| of | limit | beyond it | reason | constant |\n|---|---|---|---|---|\n");
            limits.stream().filter(field -> declaration(field).scope() == scope).forEach(this::row);
        }
    }

    String text() {
        return text.toString();
    }

    private void row(Field field) {
        Limit limit = declaration(field);
        String constant = field.getDeclaringClass().getSimpleName() + "." + field.getName();
        text.append("| ");
        text.append(String.join(" | ", limit.of(), value(field), limit.beyond(), limit.reason(), "`" + constant + "`"));
        text.append(" |\n");
    }

    private static Limit declaration(Field field) {
        return field.getAnnotation(Limit.class);
    }

    private String value(Field field) {
        Object value = ProjectClasses.valueOf(field);
        if (value instanceof String setting) {
            Object number = defaults.apply(setting);
            return "`" + setting + "`, " + (number instanceof Integer integer ? grouped(integer) : number);
        }
        if (value instanceof Instant instant) {
            return "from " + instant;
        }
        if (value instanceof Duration duration) {
            return duration(duration);
        }
        return (field.getName().startsWith("MIN_") ? "at least " : "") + number(field.getName(), (Number) value);
    }

    private static String number(String name, Number number) {
        if (name.endsWith("_BYTES")) {
            return bytes(number.longValue());
        }
        String digits = number instanceof Double fraction && fraction != Math.rint(fraction)
                ? fraction.toString()
                : grouped(number.longValue());
        return UNITS.stream()
                .filter(unit -> name.endsWith(unit.getKey()))
                .map(unit -> digits + unit.getValue())
                .findFirst()
                .orElse(digits);
    }

    private static String bytes(long bytes) {
        if (bytes % MIB == 0) {
            return bytes / MIB + " MiB";
        }
        if (bytes > MIB && bytes % (MIB / 2) == 0) {
            return bytes / MIB + ".5 MiB";
        }
        return bytes % KIB == 0 ? bytes / KIB + " KiB" : grouped(bytes) + " bytes";
    }

    private static String duration(Duration duration) {
        if (duration.toHours() >= 24) {
            return duration.toDays() + " days";
        }
        if (duration.toHours() >= 1) {
            return duration.toHours() + " h";
        }
        if (duration.toMinutes() >= 1) {
            return duration.toMinutes() + " min";
        }
        return duration.toSeconds() >= 1 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
