package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.runtime.Digest;
import dev.goldencorridor.schemas.TrainRunStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** Computes a digest of a status, so that two contents can be compared. For a task's thread. */
final class StatusDigest {
    private static final int INITIAL_BYTES = 1_024;

    private final SpecificDatumWriter<TrainRunStatus> writer =
            new SpecificDatumWriter<>(TrainRunStatus.getClassSchema());
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    private final MessageDigest sha256 = Digest.sha256();
    private BinaryEncoder encoder;

    /** The digest of a status that has neither time nor revision. */
    Digest of(TrainRunStatus content) {
        bytes.reset();
        encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
        try {
            writer.write(content, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return Digest.of(sha256, bytes.toByteArray());
    }
}
