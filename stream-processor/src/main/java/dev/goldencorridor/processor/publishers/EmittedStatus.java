package dev.goldencorridor.processor.publishers;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import java.io.IOException;
import java.util.Arrays;

/**
 * The revision and the content of the last emitted status of a publisher.
 *
 * @param content empty after a reset, which no content is
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by hasContent only.
record EmittedStatus(long revision, byte[] content) {
    private static final byte VERSION = 1;
    static final EmittedStatus NONE = new EmittedStatus(0, new byte[0]);

    boolean hasContent(byte[] other) {
        return Arrays.equals(content, other);
    }

    byte[] toBytes() {
        return BinaryCodec.write(16 + content.length, out -> {
            out.writeByte(VERSION);
            VarLong.write(out, revision);
            VarLong.write(out, content.length);
            out.write(content);
        });
    }

    static EmittedStatus fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "the emitted status of a publisher", in -> {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IOException("version " + version + "; this release reads version " + VERSION);
            }
            long revision = VarLong.read(in);
            byte[] content = new byte[(int) VarLong.read(in)];
            in.readFully(content);
            return new EmittedStatus(revision, content);
        });
    }
}
