package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.runtime.Digest;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.schemas.wire.AvroEncoder;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;

/** Computes a digest of a status, so that two contents can be compared. For a task's thread. */
final class StatusDigest {
    private static final int INITIAL_BYTES = 1_024;

    private final AvroEncoder<TrainRunStatus> encoder = new AvroEncoder<>(TrainRunStatus.getClassSchema());
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    private final MessageDigest sha256 = Digest.sha256();

    /** The digest of a status that has neither time nor revision. */
    Digest of(TrainRunStatus content) {
        bytes.reset();
        encoder.encode(content, bytes);
        return Digest.of(sha256, bytes.toByteArray());
    }
}
