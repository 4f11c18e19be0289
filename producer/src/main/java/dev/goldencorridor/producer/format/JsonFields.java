package dev.goldencorridor.producer.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.schemas.places.FacilityCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the fields of a JSON object one by one and collects the faults of each. Null means absent. */
final class JsonFields {
    /** A number without an exponent, which has a bounded length. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    private final ObjectNode object;
    private final String path;
    private final List<String> faults;
    private final TimeText times;
    private final Set<String> taken = new HashSet<>();

    /** The fields of an object whose times have an offset. */
    JsonFields(ObjectNode object, String path, List<String> faults) {
        this(object, path, faults, TimeText.STRICT);
    }

    JsonFields(ObjectNode object, String path, List<String> faults, TimeText times) {
        this.times = times;
        this.object = object;
        this.path = path;
        this.faults = faults;
    }

    String text(String name) {
        JsonNode node = take(name);
        if (node == null) {
            return null;
        }
        if (!node.isTextual()) {
            fault(name, "must be text, not " + node);
            return null;
        }
        return node.textValue();
    }

    /** A facility code, in normal form C: the same place has the same code, whoever typed it. */
    String facility(String name) {
        return FacilityCode.normalised(text(name));
    }

    UUID uuid(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            UUID uuid = UUID.fromString(text);
            // Java also accepts abbreviated UUIDs, which other languages do not.
            if (text.length() == 36) {
                return uuid;
            }
        } catch (IllegalArgumentException e) {
            fault(name, "'" + text + "' is not a UUID");
            return null;
        }
        fault(name, "'" + text + "' is not a UUID");
        return null;
    }

    Instant instant(String name) {
        JsonNode node = take(name);
        if (node == null) {
            return null;
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Instant.ofEpochMilli(node.longValue());
        }
        if (node.isTextual()) {
            try {
                return times.parse(node.textValue());
            } catch (UnreadableMovementException e) {
                fault(name, e.getMessage());
                return null;
            }
        }
        fault(name, "must be an ISO-8601 instant or milliseconds since 1970, not " + node);
        return null;
    }

    Integer whole(String name) {
        JsonNode node = take(name);
        if (node == null) {
            return null;
        }
        Optional<BigDecimal> value = decimal(node);
        try {
            if (value.isPresent()) {
                return value.get().intValueExact();
            }
        } catch (ArithmeticException e) {
            // The fault below explains it.
        }
        fault(name, "must be a whole number, such as 54 or 54.0, not " + node);
        return null;
    }

    Double number(String name) {
        JsonNode node = take(name);
        if (node == null) {
            return null;
        }
        Optional<BigDecimal> value = decimal(node);
        if (value.isEmpty()) {
            fault(name, "must be a number, such as 1890.5, not " + node);
            return null;
        }
        return value.get().doubleValue();
    }

    /** The value of a number, or of text that is one. Some programs write all values as text. */
    private static Optional<BigDecimal> decimal(JsonNode node) {
        if (node.isNumber()) {
            return Optional.of(node.decimalValue());
        }
        return node.isTextual() && NUMBER.matcher(node.textValue()).matches()
                ? Optional.of(new BigDecimal(node.textValue()))
                : Optional.empty();
    }

    <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        fault(name, "'" + text + "' is none of " + Arrays.toString(type.getEnumConstants()));
        return null;
    }

    JsonFields object(String name) {
        JsonNode node = take(name);
        if (node == null) {
            return null;
        }
        if (node instanceof ObjectNode inner) {
            return new JsonFields(inner, path + name + ".", faults, times);
        }
        fault(name, "must be an object, not " + node);
        return null;
    }

    List<JsonFields> objects(String name) {
        JsonNode node = take(name);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof ArrayNode array)) {
            fault(name, "must be a list, not " + node);
            return List.of();
        }
        List<JsonFields> entries = new ArrayList<>();
        int index = 0;
        for (JsonNode entry : array) {
            if (entry instanceof ObjectNode inner) {
                entries.add(new JsonFields(inner, path + name + "[" + index + "].", faults, times));
            } else {
                fault(name + "[" + index + "]", "must be an object, not " + entry);
            }
            index++;
        }
        return entries;
    }

    /** Adds a fault if a required field is absent, unless the field has a fault already. */
    <T> T required(String name, T value) {
        if (value == null && absent(name)) {
            fault(name, "is missing");
        }
        return value;
    }

    /** Adds a fault for every field that was not read. */
    void nothingElse() {
        object.fieldNames().forEachRemaining(name -> {
            if (!taken.contains(name)) {
                fault(name, "is not a field of the contract here");
            }
        });
    }

    void fault(String name, String what) {
        faults.add(path + name + ": " + what);
    }

    private boolean absent(String name) {
        return object.path(name).isMissingNode() || object.path(name).isNull();
    }

    private JsonNode take(String name) {
        taken.add(name);
        JsonNode node = object.path(name);
        return node instanceof MissingNode || node.isNull() ? null : node;
    }
}
