package dev.goldencorridor.producer.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.schemas.TrainMovement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * The notes that a file of faulty records has beside each record. Readers ignore them, so that the file can be
 * published again after the repair.
 */
public final class FaultNotes {
    /** The columns of a CSV file, in their order. */
    public static final List<String> COLUMNS = List.of("fault", "where");

    private static final String FAULT = "_fault";
    private static final String WHERE = "_where";
    /** Holds a line that is no JSON object. */
    private static final String LINE = "_line";

    private FaultNotes() {}

    /**
     * Returns the record as a line of NDJSON with notes.
     *
     * @param movement the movement that was read, or null. It replaces a source that is not NDJSON
     */
    public static String line(String where, String fault, SourceRecord source, TrainMovement movement) {
        ObjectNode notes = MovementJson.emptyObject();
        notes.put(FAULT, fault);
        notes.put(WHERE, where);
        try {
            if (source.line() != null) {
                ObjectNode original = MovementJson.parse(source.line().getBytes(StandardCharsets.UTF_8));
                return notes.setAll(without(original)).toString();
            }
            if (movement != null) {
                return notes.setAll(
                                MovementJson.parse(MovementJson.write(movement).getBytes(StandardCharsets.UTF_8)))
                        .toString();
            }
            return notes.toString();
        } catch (UnreadableMovementException e) {
            return notes.put(LINE, source.line()).toString();
        }
    }

    /** Returns the original record of an object with notes. An object without notes is returned as it is. */
    static ObjectNode original(ObjectNode object) throws UnreadableMovementException {
        boolean holdsLine = object.path(LINE).isTextual();
        return without(
                holdsLine ? MovementJson.parse(object.get(LINE).textValue().getBytes(StandardCharsets.UTF_8)) : object);
    }

    private static ObjectNode without(ObjectNode object) {
        object.remove(Set.of(FAULT, WHERE));
        return object;
    }
}
