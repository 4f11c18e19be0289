package dev.goldencorridor.processor.badinput;

import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/** A good departure, and access to the fields of movements by name. */
final class BadInputMovements {
    private static final String NAMESPACE = TrainMovement.class.getPackageName() + ".";

    private BadInputMovements() {}

    /** A departure with a consist. Its fields are mutable. */
    static TrainMovement good() {
        Instant at = AdmissionBench.RECEIVED.minusSeconds(60);
        return new TrainMovement(
                new UUID(0, 1),
                null,
                "CR|X1|2026-11-28",
                "X1",
                "CNHRS",
                Direction.OUTBOUND,
                at,
                null,
                at,
                "khorgos",
                new Departure(
                        "CNXAG", "KZALA", null, null, 1435, new Consist(50, 100, 0, 1_000_000.0, new ArrayList<>())));
    }

    static Consist consistOf(TrainMovement departure) {
        return departure.getDetail() instanceof Departure detail ? detail.getConsist() : new Consist();
    }

    /** A detail without values. */
    static Object emptyDetail(String type) {
        for (Schema branch :
                TrainMovement.getClassSchema().getField("detail").schema().getTypes()) {
            if (branch.getName().equals(type)) {
                Object detail = SpecificData.get().newRecord(null, branch);
                if (detail instanceof DelayCause cause) {
                    cause.put("text", "");
                }
                return detail;
            }
        }
        throw new IllegalArgumentException("no detail is called " + type);
    }

    /** Sets a field from a text, by its type. */
    static void put(SpecificRecordBase record, String name, String text) {
        Schema.Field field = record.getSchema().getField(name);
        if (field == null) {
            throw new IllegalArgumentException(record.getSchema().getName() + " has no field " + name);
        }
        record.put(field.pos(), value(field.schema(), text));
    }

    private static Object value(Schema schema, String text) {
        return switch (schema.getType()) {
            case UNION -> value(schema.getTypes().get(1), text);
            case STRING -> schema.getLogicalType() == null ? text : UUID.fromString(text);
            case INT -> Integer.valueOf(text);
            case LONG -> Instant.parse(text);
            case DOUBLE -> Double.valueOf(text);
            case ENUM -> enumOf(schema.getName(), text);
            default -> throw new IllegalArgumentException("cannot set a " + schema.getType());
        };
    }

    private static Object enumOf(String type, String symbol) {
        try {
            return Class.forName(NAMESPACE + type)
                    .getMethod("valueOf", String.class)
                    .invoke(null, symbol);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
