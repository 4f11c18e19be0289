package dev.goldencorridor.processor.codec;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Converts between objects and the bytes of stores and internal topics, in memory. */
public final class BinaryCodec {
    private BinaryCodec() {}

    /** Writes one object. */
    public interface Writer {
        void to(DataOutput out) throws IOException;
    }

    /** Reads the object that a {@link Writer} wrote. */
    public interface Reader<T> {
        T from(DataInput in) throws IOException;
    }

    /**
     * The bytes that a writer writes.
     *
     * @param expectedBytes the expected length; a good estimate saves copies
     */
    public static byte[] write(int expectedBytes, Writer writer) {
        ByteArrayDataOutput out = new ByteArrayDataOutput(expectedBytes);
        try {
            writer.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return out.toByteArray();
    }

    /**
     * The object that a reader reads from bytes.
     *
     * @param description what the bytes should be; part of the exception message
     * @throws UncheckedIOException if the reader cannot read them
     */
    public static <T> T read(byte[] bytes, String description, Reader<T> reader) {
        try {
            return reader.from(new DataInputStream(new UnsynchronizedInput(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(description + " cannot be read", e);
        }
    }

    /** Takes no lock. Its parent locks for each byte, which costs more than the byte. */
    private static final class UnsynchronizedInput extends ByteArrayInputStream {
        UnsynchronizedInput(byte[] bytes) {
            super(bytes);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // Avoiding the lock is the purpose.
        public int read() {
            return pos < count ? buf[pos++] & 0xff : -1;
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // Avoiding the lock is the purpose.
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
