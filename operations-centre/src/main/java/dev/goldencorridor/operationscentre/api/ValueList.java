package dev.goldencorridor.operationscentre.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.operationscentre.feed.Change;
import dev.goldencorridor.operationscentre.state.JsonValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A list of JSON objects as an answer, page by page, as JSON or as CSV. */
final class ValueList {
    private static final Set<Character> FORMULA_STARTS = Set.of('=', '+', '-', '@');

    private ValueList() {}

    /** A value of a topic with its topic and its key. */
    static ObjectNode named(Change value) {
        return named(value.topic(), value.key(), JsonValue.parse(value.text()));
    }

    static ObjectNode named(String topic, String key, JsonValue value) {
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        named.put("topic", topic).put("key", key);
        value.node().properties().forEach(field -> named.set(field.getKey(), field.getValue()));
        return named;
    }

    /** The page that the request asks for. */
    static Reply reply(ApiRequest request, String resource, List<? extends JsonNode> values) {
        int from = Math.min(request.offset(), values.size());
        int to = (int) Math.min((long) from + request.limit(), values.size());
        List<? extends JsonNode> page = values.subList(from, to);
        Reply reply = request.wantsCsv()
                ? Reply.of(200, "text/csv; charset=utf-8", csv(page))
                        .with("Content-Disposition", "attachment; filename=\"" + resource + ".csv\"")
                : Reply.json(json(page));
        return reply.with("X-Total-Count", Integer.toString(values.size()))
                .with("X-Next-Offset", to < values.size() ? Integer.toString(to) : "");
    }

    private static String json(List<? extends JsonNode> values) {
        StringBuilder json = new StringBuilder("[");
        for (JsonNode value : values) {
            json.append(json.length() > 1 ? ",\n" : "").append(value);
        }
        return json.append("]\n").toString();
    }

    /** The fields of all values are the columns. Lists and maps are written as JSON. */
    private static String csv(List<? extends JsonNode> values) {
        Set<String> columns = new LinkedHashSet<>();
        values.forEach(value -> value.properties().forEach(field -> columns.add(field.getKey())));
        StringBuilder csv = new StringBuilder(String.join(",", columns)).append("\r\n");
        for (JsonNode value : values) {
            List<String> cells = new ArrayList<>();
            columns.forEach(column -> cells.add(cell(value.get(column))));
            csv.append(String.join(",", cells)).append("\r\n");
        }
        return csv.toString();
    }

    private static String cell(JsonNode value) {
        if (value == null || value.isNull()) {
            return "";
        }
        if (value.isNumber() || value.isBoolean()) {
            return value.asText();
        }
        String text = value.isTextual() ? value.textValue() : value.toString();
        // A spreadsheet would run a text that begins like a formula.
        String safe = !text.isEmpty() && FORMULA_STARTS.contains(text.charAt(0)) ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    /** Whether a text in one of the fields contains the search text, without regard to case. */
    static boolean contains(JsonNode value, String lowerCase, String... fields) {
        for (String field : fields) {
            JsonNode found = value.get(field);
            if (found != null
                    && found.isTextual()
                    && found.textValue().toLowerCase(Locale.ROOT).contains(lowerCase)) {
                return true;
            }
        }
        return false;
    }

    /** The texts in an array field. */
    static List<String> texts(JsonNode value, String field) {
        List<String> texts = new ArrayList<>();
        JsonNode array = value.get(field);
        if (array != null && array.isArray()) {
            for (Iterator<JsonNode> items = array.elements(); items.hasNext(); ) {
                texts.add(items.next().asText());
            }
        }
        return texts;
    }
}
