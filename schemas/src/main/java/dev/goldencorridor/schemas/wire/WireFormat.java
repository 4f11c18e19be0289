package dev.goldencorridor.schemas.wire;

import dev.goldencorridor.schemas.TrainMovement;
import java.nio.ByteBuffer;
import org.apache.avro.util.ClassSecurityValidator;

/** Confluent's wire format: magic byte 0, schema id (4 bytes, big-endian), Avro binary. */
final class WireFormat {
    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 1 + Integer.BYTES;

    /** The longest value that is read, and the longest string, byte sequence or collection in it. */
    static final int MAX_VALUE_BYTES = 1 << 20;

    static {
        // Avro reads these once, when it first decodes, and has no other way to be told. Where something else decoded
        // earlier they come too late; then the value's own length bounds what is read, a little later.
        limit("org.apache.avro.limits.bytes.maxLength");
        limit("org.apache.avro.limits.string.maxLength");
        limit("org.apache.avro.limits.collectionItems.maxLength");
        // Avro makes instances of classes that schemas name only where it is told to trust them: the contract's own.
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), type -> type.getPackageName()
                        .equals(TrainMovement.class.getPackageName())));
    }

    private WireFormat() {}

    /** Makes sure that Avro has its limits, and trusts the contract's classes, before it is used. */
    static void initialise() {
        // Loading the class has done it.
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
