package dev.goldencorridor.cli.rejects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What can be decoded of a value.
 *
 * @param format describes the format and, if it is known, the schema
 * @param fields the decoded fields, up to the fault, with the names and texts of NDJSON; empty if nothing can be decoded
 * @param faultAt the position of the first byte that cannot be decoded; negative if all bytes can
 * @param fault the field there, and what is wrong; empty if all bytes can be decoded
 */
record DecodedValue(String format, ObjectNode fields, int faultAt, String fault) {
    boolean isComplete() {
        return faultAt < 0;
    }

    /** The single values by their paths, e.g. {@code detail.origin}, in the order of the fields. */
    Map<String, String> flat() {
        Map<String, String> flat = new LinkedHashMap<>();
        collect("", fields, flat);
        return flat;
    }

    private static void collect(String path, JsonNode node, Map<String, String> flat) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), flat));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(path + "." + i, node.get(i), flat);
            }
        } else {
            flat.put(path, node.asText());
        }
    }
}
