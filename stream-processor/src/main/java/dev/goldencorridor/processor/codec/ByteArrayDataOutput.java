package dev.goldencorridor.processor.codec;

import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Writes to memory the same bytes as a {@link DataOutputStream} would. That one hands on every byte to a stream that takes a
 * lock for it, and goes over every string three times. For one thread.
 */
final class ByteArrayDataOutput implements DataOutput {
    private static final int LAST_ASCII = 0x7F;
    private static final int LONGEST_TEXT = 0xFFFF;

    private byte[] bytes;
    private int length;

    /** @param expected about how many bytes it will be */
    ByteArrayDataOutput(int expected) {
        bytes = new byte[Math.max(16, expected)];
    }

    byte[] toByteArray() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void makeRoom(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    @Override
    public void write(int b) {
        makeRoom(1);
        bytes[length++] = (byte) b;
    }

    @Override
    public void write(byte[] those) {
        write(those, 0, those.length);
    }

    @Override
    public void write(byte[] those, int from, int count) {
        makeRoom(count);
        System.arraycopy(those, from, bytes, length, count);
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
        makeRoom(Short.BYTES);
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
        if (count > LONGEST_TEXT) {
            writeOtherText(text);
            return;
        }
        int start = length;
        makeRoom(Short.BYTES + count);
        length += Short.BYTES;
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c == 0 || c > LAST_ASCII) {
                length = start;
                writeOtherText(text);
                return;
            }
            bytes[length++] = (byte) c;
        }
        bytes[start] = (byte) (count >> 8);
        bytes[start + 1] = (byte) count;
    }

    /** What is rare, or too long, is left to the original. */
    private void writeOtherText(String text) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        new DataOutputStream(encoded).writeUTF(text);
        write(encoded.toByteArray());
    }
}
