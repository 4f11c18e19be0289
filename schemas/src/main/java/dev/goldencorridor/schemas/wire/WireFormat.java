package dev.goldencorridor.schemas.wire;

import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_VALUE_BYTES;

import dev.goldencorridor.schemas.TrainMovement;
import java.nio.ByteBuffer;
import org.apache.avro.util.ClassSecurityValidator;

/** Confluent's wire format: magic byte 0, schema id (4 bytes, big-endian), Avro binary. */
final class WireFormat {
    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 1 + Integer.BYTES;

    static {
        // Avro reads these properties once, at its first decoding, and has no other interface for them. If other code
        // has decoded before, they have no effect. The value's length then still limits decoding.
        limit("org.apache.avro.limits.bytes.maxLength");
        limit("org.apache.avro.limits.string.maxLength");
        limit("org.apache.avro.limits.collectionItems.maxLength");
        // Avro instantiates classes that a schema names only if they are trusted. These are the contract's own
        // classes.
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), type -> type.getPackageName()
                        .equals(TrainMovement.class.getPackageName())));
    }

    private WireFormat() {}

    /** Sets Avro's limits and trusted classes. To be called before Avro is used. */
    static void initialise() {
        // The static initialiser of this class does the work.
    }

    static int schemaId(byte[] value) {
        return ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
    }

    private static void limit(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(MAX_VALUE_BYTES));
        }
    }
}
