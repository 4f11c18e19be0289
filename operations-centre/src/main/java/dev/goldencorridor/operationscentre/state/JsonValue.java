package dev.goldencorridor.operationscentre.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a value, read by name.
 *
 * @param node a JSON object
 */
public record JsonValue(JsonNode node) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Parses the text of a value.
     *
     * @throws IllegalArgumentException if it is no JSON object
     */
    public static JsonValue parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node == null || !node.isObject()) {
                throw new IllegalArgumentException("the value is no JSON object");
            }
            return new JsonValue(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the value is no JSON object: " + e.getOriginalMessage(), e);
        }
    }

    /** The text in a field; empty if it is null or absent. */
    public Optional<String> text(String field) {
        JsonNode found = node.get(field);
        return found == null || !found.isTextual() ? Optional.empty() : Optional.of(found.textValue());
    }

    /** The text in a field; the empty string if it is null or absent. */
    public String textOrEmpty(String field) {
        return text(field).orElse("");
    }

    /** The instant in a field; empty if it is null, absent or no instant. */
    public Optional<Instant> instant(String field) {
        try {
            return text(field).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The number in a field; empty if it is null or absent. */
    public Optional<Double> number(String field) {
        JsonNode found = node.get(field);
        return found == null || !found.isNumber() ? Optional.empty() : Optional.of(found.doubleValue());
    }

    /** All fields that have a number. */
    public Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            if (field.getValue().isNumber()) {
                numbers.put(field.getKey(), field.getValue().doubleValue());
            }
        });
        return numbers;
    }
}
