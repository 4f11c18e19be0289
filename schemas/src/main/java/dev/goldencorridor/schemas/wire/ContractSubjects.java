package dev.goldencorridor.schemas.wire;

import dev.goldencorridor.runtime.registry.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The subjects of the contract's schemas. As in Confluent's {@code RecordNameStrategy}, a subject is the record's full
 * name.
 */
public final class ContractSubjects {
    private static final String NAMESPACE = "dev.goldencorridor.schemas";

    /** Port systems write it. The pipeline is upgraded before them and must read every older version. */
    public static final Subject TRAIN_MOVEMENT = load("TrainMovement", "BACKWARD_TRANSITIVE");

    public static final Subject TRIP_COUNTS = load("TripCounts", "FULL_TRANSITIVE");
    public static final Subject CLEARANCE_LATENCY = load("ClearanceLatency", "FULL_TRANSITIVE");
    public static final Subject DURATION_STATISTICS = load("DurationStatistics", "FULL_TRANSITIVE");
    public static final Subject PORT_STATUS = load("PortStatus", "FULL_TRANSITIVE");
    public static final Subject TRAIN_RUN_STATUS = load("TrainRunStatus", "FULL_TRANSITIVE");
    public static final Subject PUBLISHER_STATUS = load("PublisherStatus", "FULL_TRANSITIVE");
    public static final Subject CORRIDOR_CLOCK = load("CorridorClock", "FULL_TRANSITIVE");

    public static final Subject DELAY_ALERT = load("DelayAlert", "FULL_TRANSITIVE");

    /** The operations centre writes it. */
    public static final Subject ACKNOWLEDGEMENT = load("Acknowledgement", "FULL_TRANSITIVE");

    /** Operators write it when they repair rejected records. */
    public static final Subject REJECT_OUTCOME = load("RejectOutcome", "FULL_TRANSITIVE");

    /** Operators write it to control the pipeline. */
    public static final Subject PORT_CONTROL = load("PortControl", "BACKWARD_TRANSITIVE");

    private ContractSubjects() {}

    /** The subjects that the pipeline reads. */
    public static List<Subject> inputs() {
        return List.of(TRAIN_MOVEMENT, PORT_CONTROL);
    }

    /** The subjects that the pipeline writes. Their readers may be upgraded before it or after it. */
    public static List<Subject> aggregates() {
        return List.of(
                TRIP_COUNTS,
                CLEARANCE_LATENCY,
                DURATION_STATISTICS,
                PORT_STATUS,
                TRAIN_RUN_STATUS,
                PUBLISHER_STATUS,
                CORRIDOR_CLOCK,
                DELAY_ALERT);
    }

    /** All subjects of the contract. */
    public static List<Subject> all() {
        return Stream.of(inputs(), aggregates(), List.of(ACKNOWLEDGEMENT, REJECT_OUTCOME))
                .flatMap(List::stream)
                .toList();
    }

    /** The subject of a generated record's schema. */
    public static Subject of(Schema generated) {
        return all().stream()
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
