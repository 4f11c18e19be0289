package dev.goldencorridor.processor.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Zigzag variable-length integers. They are short, since most numbers of a pane are small or zero. */
public final class VarLong {
    private VarLong() {}

    public static void write(DataOutput out, long value) throws IOException {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    public static long read(DataInput in) throws IOException {
        long rest = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.readByte();
            rest |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return (rest >>> 1) ^ -(rest & 1);
            }
        }
        throw new IOException("a variable-length integer does not end");
    }
}
