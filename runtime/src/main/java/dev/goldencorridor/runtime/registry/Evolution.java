package dev.goldencorridor.runtime.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * Checks two versions of a schema against the compatibility that its subject promises. It uses Avro's own rules, not
 * the registry: registries differ in which versions they compare and in how they describe a difference.
 */
public final class Evolution {
    private Evolution() {}

    /**
     * The incompatibilities that break the promise; empty if it is kept.
     *
     * @param promise {@code BACKWARD_TRANSITIVE}: the later version reads the earlier; {@code FULL_TRANSITIVE}: also
     *     the other way round
     */
    public static List<String> breaks(String promise, Schema later, Schema earlier) {
        List<String> breaks = new ArrayList<>(differences("the later version cannot read the earlier", later, earlier));
        if (promise.equals("FULL_TRANSITIVE")) {
            breaks.addAll(differences("the earlier version cannot read the later", earlier, later));
        }
        return breaks;
    }

    private static List<String> differences(String what, Schema reader, Schema writer) {
        SchemaCompatibility.SchemaPairCompatibility pair =
                SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (pair.getType() == SchemaCompatibilityType.COMPATIBLE) {
            return List.of();
        }
        return pair.getResult().getIncompatibilities().stream()
                .map(difference -> what + ": " + difference.getType() + " at "
                        + named(reader, difference.getLocation()) + " ("
                        + difference.getMessage() + ")")
                .toList();
    }

    /** Avro names a place in the reader's JSON by numbers: {@code /fields/0/type/1}. This returns the field's name. */
    private static String named(Schema reader, String location) {
        StringBuilder name = new StringBuilder(reader.getName());
        Schema at = reader;
        Iterator<String> steps = Arrays.asList(location.split("/")).iterator();
        while (steps.hasNext()) {
            String step = steps.next();
            if (step.equals("fields") && steps.hasNext() && at.getType() == Schema.Type.RECORD) {
                Schema.Field field = at.getFields().get(Integer.parseInt(steps.next()));
                name.append('.').append(field.name());
                at = field.schema();
            } else if (step.equals("items") && at.getType() == Schema.Type.ARRAY) {
                at = at.getElementType();
            } else if (at.getType() == Schema.Type.UNION && step.matches("\\d+")) {
                at = at.getTypes().get(Integer.parseInt(step));
            } else if (!step.isEmpty() && !step.equals("type")) {
                return name.append(" ").append(location).toString();
            }
        }
        return name.toString();
    }
}
