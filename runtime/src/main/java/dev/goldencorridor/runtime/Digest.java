package dev.goldencorridor.runtime;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Half of a SHA-256: enough to detect that two values are equal, with 16 bytes a value.
 *
 * @param high its first eight bytes, followed by {@code low}
 */
public record Digest(long high, long low) {
    public static Digest of(byte[] bytes) {
        return of(sha256(), bytes);
    }

    /** The digest of bytes, with an instance of {@link #sha256} that a thread uses again. */
    public static Digest of(MessageDigest sha256, byte[] bytes) {
        ByteBuffer hash = ByteBuffer.wrap(sha256.digest(bytes));
        return new Digest(hash.getLong(), hash.getLong());
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
