package dev.goldencorridor.processor.codec;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes and reads in memory what stores and internal topics hold. */
public final class BinaryCodec {
    private BinaryCodec() {}

    /** Writes something. */
    public interface Writing {
        void to(DataOutput out) throws IOException;
    }

    /** Reads what was written. */
    public interface Reading<T> {
        T from(DataInput in) throws IOException;
    }

    /**
     * What is written, as bytes.
     *
     * @param expected about how many it will be
     */
    public static byte[] write(int expected, Writing writing) {
        ByteArrayDataOutput out = new ByteArrayDataOutput(expected);
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return out.toByteArray();
    }

    /**
     * Reads all of it.
     *
     * @param what it should be, for the message
     * @throws UncheckedIOException if it is not
     */
    public static <T> T read(byte[] bytes, String what, Reading<T> reading) {
        try {
            return reading.from(new DataInputStream(new OneThreadsInput(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(what + " cannot be read", e);
        }
    }

    /** Without the lock that its parent takes for each byte, which costs more than the byte. */
    private static final class OneThreadsInput extends ByteArrayInputStream {
        OneThreadsInput(byte[] bytes) {
            super(bytes);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // That is what it is for.
        public int read() {
            return pos < count ? buf[pos++] & 0xff : -1;
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // That is what it is for.
        public int read(byte[] bytes, int from, int length) {
            if (length > 0 && pos >= count) {
                return -1;
            }
            int read = Math.min(length, count - pos);
            System.arraycopy(buf, pos, bytes, from, read);
            pos += read;
            return read;
        }
    }
}
