package dev.goldencorridor.cli.rejects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.processor.repair.Reject;
import java.util.List;
import java.util.Map;

/**
 * How rejected records are changed before they are published again.
 *
 * @param changes in the order in which they apply
 * @param setsKey whether the key becomes the trainRunId of the value
 */
record Patch(Selection selection, List<Change> changes, boolean setsKey) {

    /**
     * The rejects to which a patch applies. An empty set or map selects all.
     *
     * @param where the values that fields must have, by their paths
     */
    record Selection(java.util.Set<String> reasons, java.util.Set<String> publishers, Map<String, JsonNode> where) {
        boolean matches(Reject reject, ObjectNode fields) {
            return (reasons.isEmpty() || reasons.contains(reject.reason()))
                    && (publishers.isEmpty() || publishers.contains(reject.publisher()))
                    && where.entrySet().stream().allMatch(field -> hasValue(fields, field.getKey(), field.getValue()));
        }

        /** Compares texts, so that 1520 and "1520" are equal. */
        private static boolean hasValue(ObjectNode fields, String path, JsonNode expected) {
            JsonNode found = fields.at("/" + path.replace('.', '/'));
            return (found.isMissingNode() || found.isNull())
                    ? expected.isNull()
                    : found.asText().equals(expected.asText());
        }
    }

    /** One change of a field. A path names it, e.g. {@code detail.consist.commodities.0.hs}. */
    sealed interface Change {
        String path();

        /** Sets a field, which may be absent. */
        record Set(String path, JsonNode value) implements Change {}

        /** Removes a field; does nothing if it is absent. */
        record Remove(String path) implements Change {}

        /** Gives a field, which must be there, another name. */
        record Rename(String path, String to) implements Change {}
    }

    /** A change does not fit the record. */
    static final class DoesNotApplyException extends Exception {
        DoesNotApplyException(String message) {
            super(message);
        }
    }

    /**
     * Applies all changes.
     *
     * @param fields changed in place
     * @throws DoesNotApplyException naming the first change that does not fit
     */
    void apply(ObjectNode fields) throws DoesNotApplyException {
        for (Change change : changes) {
            apply(change, fields);
        }
    }

    private static void apply(Change change, ObjectNode fields) throws DoesNotApplyException {
        int dot = change.path().lastIndexOf('.');
        String name = change.path().substring(dot + 1);
        JsonNode parent = dot < 0
                ? fields
                : fields.at("/" + change.path().substring(0, dot).replace('.', '/'));
        if (parent instanceof ObjectNode object) {
            applyTo(object, name, change);
        } else if (parent instanceof ArrayNode array) {
            applyTo(array, name, change);
        } else if (!(change instanceof Change.Remove)) {
            throw new DoesNotApplyException("there is no " + change.path().substring(0, Math.max(0, dot)));
        }
    }

    private static void applyTo(ObjectNode object, String name, Change change) throws DoesNotApplyException {
        if (change instanceof Change.Set set) {
            object.set(name, set.value());
        } else if (change instanceof Change.Remove) {
            object.remove(name);
        } else if (change instanceof Change.Rename rename) {
            if (!object.has(name)) {
                throw new DoesNotApplyException("there is no " + rename.path());
            }
            object.set(rename.to(), object.remove(name));
        }
    }

    private static void applyTo(ArrayNode array, String name, Change change) throws DoesNotApplyException {
        int index = name.matches("\\d{1,6}") ? Integer.parseInt(name) : array.size();
        if (index >= array.size() || change instanceof Change.Rename) {
            throw new DoesNotApplyException("there is no " + change.path());
        }
        if (change instanceof Change.Set set) {
            array.set(index, set.value());
        } else {
            array.remove(index);
        }
    }

    /** The changes as JSON, for the audit. */
    String describe() {
        ObjectNode description = JsonNodeFactory.instance.objectNode();
        ArrayNode list = description.putArray("change");
        for (Change change : changes) {
            ObjectNode one = list.addObject();
            if (change instanceof Change.Set set) {
                one.putObject("set").set(set.path(), set.value());
            } else if (change instanceof Change.Remove remove) {
                one.put("remove", remove.path());
            } else if (change instanceof Change.Rename rename) {
                one.putObject("rename").put(rename.path(), rename.to());
            }
        }
        if (setsKey) {
            description.put("key", "trainRunId");
        }
        return description.toString();
    }
}
