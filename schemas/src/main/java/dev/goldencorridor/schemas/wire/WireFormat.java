package dev.goldencorridor.schemas.wire;

import java.nio.ByteBuffer;

/** Confluent's wire format: magic byte 0, schema id (4 bytes, big-endian), Avro binary. */
final class WireFormat {
    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 1 + Integer.BYTES;

    /** The longest value that is read, and the longest string, byte sequence or collection in it. */
    static final int MAX_VALUE_BYTES = 1 << 20;

    static {
        // Avro reads these once, when it first decodes; it has no other way to be told.
        limit("org.apache.avro.limits.bytes.maxLength");
        limit("org.apache.avro.limits.string.maxLength");
        limit("org.apache.avro.limits.collectionItems.maxLength");
    }

    private WireFormat() {}

    /** Makes sure that Avro's limits are set before Avro reads them. */
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
