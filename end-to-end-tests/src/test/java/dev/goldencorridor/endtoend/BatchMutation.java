package dev.goldencorridor.endtoend;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/** Damages record batches of Kafka's format, version 2. The same seed makes the same damage. */
final class BatchMutation {
    private static final int LENGTH_AT = 8;
    private static final int LENGTH_COUNTS_FROM = 12;
    private static final int CRC_AT = 17;
    private static final int ATTRIBUTES_AT = 21;
    private static final int RECORDS_AT = 61;
    private static final int CODEC_MASK = 7;
    private static final int GZIP = 1;

    private final Random random;

    BatchMutation(long seed) {
        this.random = new Random(seed);
    }

    /** The bytes are changed, and the checksum is not: the damage of a network or a disk. */
    byte[] damaged(byte[] batch) {
        return changed(batch, 0);
    }

    /** The bytes behind the checksum are changed, and the checksum is right: the work of a hostile publisher. */
    byte[] forged(byte[] batch) {
        return withChecksum(withLength(changed(batch, ATTRIBUTES_AT)));
    }

    /**
     * The records of a batch without compression are changed, and compressed afterwards. So the damage is behind a
     * compression that is right.
     */
    byte[] forgedInside(byte[] uncompressed) {
        byte[] records = changed(Arrays.copyOfRange(uncompressed, RECORDS_AT, uncompressed.length), 0);
        byte[] compressed = gzip(records);
        byte[] batch = Arrays.copyOf(uncompressed, RECORDS_AT + compressed.length);
        System.arraycopy(compressed, 0, batch, RECORDS_AT, compressed.length);
        batch[ATTRIBUTES_AT + 1] = (byte) ((batch[ATTRIBUTES_AT + 1] & ~CODEC_MASK) | GZIP);
        return withChecksum(withLength(batch));
    }

    /** Changes some bytes from an index on; sometimes it also cuts or extends the end. */
    private byte[] changed(byte[] batch, int from) {
        byte[] bytes = batch.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = from + random.nextInt(bytes.length - from);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                default -> bytes[at] = random.nextBoolean() ? (byte) 0 : (byte) 0xff;
            }
        }
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, from + 1 + random.nextInt(bytes.length - from));
            case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(40));
            default -> bytes;
        };
    }

    private static byte[] withLength(byte[] batch) {
        ByteBuffer.wrap(batch).putInt(LENGTH_AT, batch.length - LENGTH_COUNTS_FROM);
        return batch;
    }

    private static byte[] withChecksum(byte[] batch) {
        CRC32C crc = new CRC32C();
        crc.update(batch, ATTRIBUTES_AT, batch.length - ATTRIBUTES_AT);
        ByteBuffer.wrap(batch).putInt(CRC_AT, (int) crc.getValue());
        return batch;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
