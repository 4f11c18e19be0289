package dev.goldencorridor.processor.codec;

import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Writes to memory the same bytes as a {@link DataOutputStream}. That class locks for every byte and reads every string
 * three times. Not thread-safe.
 */
final class ByteArrayDataOutput implements DataOutput {
    private static final int MAX_ASCII = 0x7F;
    private static final int MAX_TEXT_LENGTH = 0xFFFF;

    private byte[] bytes;
    private int length;

    /** @param expectedBytes the expected length of the output */
    ByteArrayDataOutput(int expectedBytes) {
        bytes = new byte[Math.max(16, expectedBytes)];
    }

    byte[] toByteArray() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void ensureCapacity(int additionalBytes) {
        if (length + additionalBytes > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + additionalBytes));
        }
    }

    @Override
    public void write(int b) {
        ensureCapacity(1);
        bytes[length++] = (byte) b;
    }

    @Override
    public void write(byte[] source) {
        write(source, 0, source.length);
    }

    @Override
    public void write(byte[] source, int from, int count) {
        ensureCapacity(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    @Override
    public void writeBoolean(boolean value) {
        write(value ? 1 : 0);
    }

    @Override
    public void writeByte(int value) {
        write(value);
    }

    @Override
    public void writeShort(int value) {
        ensureCapacity(Short.BYTES);
        bytes[length++] = (byte) (value >> 8);
        bytes[length++] = (byte) value;
    }

    @Override
    public void writeChar(int value) {
        writeShort(value);
    }

    @Override
    public void writeInt(int value) {
        writeShort(value >> 16);
        writeShort(value);
    }

    @Override
    public void writeLong(long value) {
        writeInt((int) (value >> 32));
        writeInt((int) value);
    }

    @Override
    public void writeFloat(float value) {
        writeInt(Float.floatToIntBits(value));
    }

    @Override
    public void writeDouble(double value) {
        writeLong(Double.doubleToLongBits(value));
    }

    @Override
    public void writeBytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            write(text.charAt(i));
        }
    }

    @Override
    public void writeChars(String text) {
        for (int i = 0; i < text.length(); i++) {
            writeChar(text.charAt(i));
        }
    }

    @Override
    public void writeUTF(String text) throws IOException {
        int count = text.length();
        if (count > MAX_TEXT_LENGTH) {
            writeModifiedUtf8(text);
            return;
        }
        int start = length;
        ensureCapacity(Short.BYTES + count);
        length += Short.BYTES;
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c == 0 || c > MAX_ASCII) {
                length = start;
                writeModifiedUtf8(text);
                return;
            }
            bytes[length++] = (byte) c;
        }
        bytes[start] = (byte) (count >> 8);
        bytes[start + 1] = (byte) count;
    }

    /** Leaves texts that are rare (not plain ASCII) or too long to {@link DataOutputStream}. */
    private void writeModifiedUtf8(String text) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        new DataOutputStream(encoded).writeUTF(text);
        write(encoded.toByteArray());
    }
}
