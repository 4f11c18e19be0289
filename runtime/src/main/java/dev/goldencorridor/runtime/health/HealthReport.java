package dev.goldencorridor.runtime.health;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The answer of a probe, in the format of MicroProfile Health. */
public record HealthReport(List<Check> checks) {
    /** One check; the probe is up if all its checks are. */
    public record Check(String name, boolean isUp, Map<String, Object> data) {}

    public HealthReport {
        checks = List.copyOf(checks);
    }

    public boolean isUp() {
        return checks.stream().allMatch(Check::isUp);
    }

    /** The report as one line of JSON. */
    public String toJson() {
        return "{\"status\":" + status(isUp()) + ",\"checks\":["
                + checks.stream().map(HealthReport::json).collect(Collectors.joining(",")) + "]}";
    }

    private static String json(Check check) {
        return "{\"name\":" + quoted(check.name) + ",\"status\":" + status(check.isUp) + ",\"data\":"
                + object(check.data) + "}";
    }

    private static String status(boolean isUp) {
        return isUp ? "\"UP\"" : "\"DOWN\"";
    }

    /** Names and values as a JSON object, in the order of names. Numbers and booleans stay what they are. */
    public static String object(Map<String, Object> data) {
        return new TreeMap<>(data)
                .entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ":" + value(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(Object value) {
        return value instanceof Number || value instanceof Boolean ? value.toString() : quoted(value.toString());
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(character -> {
            if (character == '"' || character == '\\') {
                quoted.append('\\').appendCodePoint(character);
            } else if (character < ' ') {
                quoted.append(String.format("\\u%04x", character));
            } else {
                quoted.appendCodePoint(character);
            }
        });
        return quoted.append('"').toString();
    }
}
