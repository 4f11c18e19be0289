package dev.goldencorridor.processor.form;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Writes and reads in memory what stores and internal topics hold. */
public final class StoredForm {
    private StoredForm() {}

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
        OneThreadsOutput bytes = new OneThreadsOutput(expected);
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return bytes.toByteArray();
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
    private static final class OneThreadsOutput extends ByteArrayOutputStream {
        OneThreadsOutput(int size) {
            super(size);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // That is what it is for.
        public void write(int b) {
            makeRoom(1);
            buf[count++] = (byte) b;
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // That is what it is for.
        public void write(byte[] bytes, int from, int length) {
            makeRoom(length);
            System.arraycopy(bytes, from, buf, count, length);
            count += length;
        }

        private void makeRoom(int length) {
            if (count + length > buf.length) {
                buf = Arrays.copyOf(buf, Math.max(2 * buf.length, count + length));
            }
        }
    }

    /** The same for reading. */
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
