package dev.goldencorridor.schemas.wire;

import dev.goldencorridor.runtime.registry.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The schemas of the contract, named after Confluent's {@code RecordNameStrategy}: the subject is the record's full name. */
public final class ContractSubjects {
    private static final String NAMESPACE = "dev.goldencorridor.schemas";

    /** What port systems write: the pipeline is upgraded before them and reads every old port for ever. */
    public static final Subject TRAIN_MOVEMENT = load("TrainMovement", "BACKWARD_TRANSITIVE");

    public static final Subject TRIP_COUNTS = load("TripCounts", "FULL_TRANSITIVE");
    public static final Subject CLEARANCE_LATENCY = load("ClearanceLatency", "FULL_TRANSITIVE");
    public static final Subject DURATION_STATISTICS = load("DurationStatistics", "FULL_TRANSITIVE");
    public static final Subject PORT_STATUS = load("PortStatus", "FULL_TRANSITIVE");
    public static final Subject CORRIDOR_CLOCK = load("CorridorClock", "FULL_TRANSITIVE");

    public static final Subject DELAY_ALERT = load("DelayAlert", "FULL_TRANSITIVE");

    /** What those who operate the corridor write. */
    public static final Subject PORT_CONTROL = load("PortControl", "BACKWARD_TRANSITIVE");

    private ContractSubjects() {}

    /** What the pipeline reads. */
    public static List<Subject> inputs() {
        return List.of(TRAIN_MOVEMENT, PORT_CONTROL);
    }

    /** What the pipeline writes: its readers upgrade when they please. */
    public static List<Subject> aggregates() {
        return List.of(TRIP_COUNTS, CLEARANCE_LATENCY, DURATION_STATISTICS, PORT_STATUS, CORRIDOR_CLOCK, DELAY_ALERT);
    }

    /** The subject of a generated record's schema. */
    public static Subject of(Schema generated) {
        return Stream.concat(inputs().stream(), aggregates().stream())
                .filter(subject -> subject.name().equals(generated.getFullName()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not in the contract: " + generated.getFullName()));
    }

    private static Subject load(String record, String compatibility) {
        String resource = "/" + NAMESPACE.replace('.', '/') + "/avro/" + record + ".avsc";
        try (InputStream in = ContractSubjects.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return new Subject(NAMESPACE + "." + record, new Schema.Parser().parse(in), compatibility);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
