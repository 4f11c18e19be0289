package dev.goldencorridor.processor.state;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The stored parts of a shared record. A record with the first part alone is that part, as in the former release.
 * Otherwise it is a mark, the length of the first part, the first part and the second part.
 *
 * @param first null if it is absent; its first byte is never the mark
 * @param second null if it is absent
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record RecordParts(byte[] first, byte[] second) {
    /** The first byte of a record with a second part. */
    private static final byte MARK = 16;

    private static final int HEADER_BYTES = 1 + Integer.BYTES;
    private static final RecordParts NONE = new RecordParts(null, null);

    /**
     * Reads the parts of a record.
     *
     * @param stored null if there is no record
     */
    public static RecordParts of(byte[] stored) {
        if (stored == null) {
            return NONE;
        }
        if (stored[0] != MARK) {
            return new RecordParts(stored, null);
        }
        int begin = HEADER_BYTES + ByteBuffer.wrap(stored).getInt(1);
        return new RecordParts(
                begin == HEADER_BYTES ? null : Arrays.copyOfRange(stored, HEADER_BYTES, begin),
                Arrays.copyOfRange(stored, begin, stored.length));
    }

    /** The record; null if both parts are absent. */
    public byte[] toBytes() {
        if (second == null) {
            return first;
        }
        int firstLength = first == null ? 0 : first.length;
        ByteBuffer record = ByteBuffer.allocate(HEADER_BYTES + firstLength + second.length)
                .put(MARK)
                .putInt(firstLength);
        if (first != null) {
            record.put(first);
        }
        return record.put(second).array();
    }
}
