package dev.goldencorridor.producer.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.schemas.places.FacilityCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Reads the fields of a JSON object one by one and collects the faults of each. Null means absent. */
final class JsonFields {
    private final ObjectNode object;
    private final String path;
    private final List<String> faults;
    private final Set<String> taken = new HashSet<>();

    JsonFields(ObjectNode object, String path, List<String> faults) {
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
                Instant instant = OffsetDateTime.parse(node.textValue()).toInstant();
                // ISO-8601 can express years beyond the range of the contract's milliseconds.
                return Instant.ofEpochMilli(instant.toEpochMilli());
            } catch (DateTimeException | ArithmeticException e) {
                fault(name, "'" + node.textValue() + "' is not an ISO-8601 instant such as 2025-06-01T08:30:00Z");
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
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            fault(name, "must be a whole number, not " + node);
            return null;
        }
        return node.intValue();
    }

    Double number(String name) {
        JsonNode node = take(name);
        if (node == null) {
            return null;
        }
        if (!node.isNumber()) {
            fault(name, "must be a number, not " + node);
            return null;
        }
        return node.doubleValue();
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
            return new JsonFields(inner, path + name + ".", faults);
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
                entries.add(new JsonFields(inner, path + name + "[" + index + "].", faults));
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
