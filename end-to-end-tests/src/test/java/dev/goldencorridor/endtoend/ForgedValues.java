package dev.goldencorridor.endtoend;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Values of the wire format with bytes that no serializer writes. */
final class ForgedValues {
    private static final byte[] TWO_TO_THE_THIRTY_ONE_ITEMS = HexFormat.of().parseHex("feffffff0f");

    private ForgedValues() {}

    /**
     * Valid bytes up to the array of commodities, which then declares 2^31 - 1 items and holds none.
     *
     * @param value ends with a consist without commodities: its last byte is the array's closing block count
     */
    static byte[] claimingManyCommodities(byte[] value) {
        return ByteBuffer.allocate(value.length - 1 + TWO_TO_THE_THIRTY_ONE_ITEMS.length)
                .put(value, 0, value.length - 1)
                .put(TWO_TO_THE_THIRTY_ONE_ITEMS)
                .array();
    }

    static byte[] withSchemaId(byte[] value, int id) {
        byte[] changed = value.clone();
        ByteBuffer.wrap(changed).putInt(1, id);
        return changed;
    }
}
