package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.schemas.TrainRunStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** Computes a digest of a status, so that two contents can be compared. For a task's thread. */
final class StatusDigest {
    private static final int INITIAL_BYTES = 1_024;

    private final SpecificDatumWriter<TrainRunStatus> writer =
            new SpecificDatumWriter<>(TrainRunStatus.getClassSchema());
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    private final MessageDigest sha256;
    private BinaryEncoder encoder;

    StatusDigest() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Half of the SHA-256 of a status that has neither time nor revision. */
    ByteBuffer of(TrainRunStatus content) {
        bytes.reset();
        encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
        try {
            writer.write(content, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return ByteBuffer.wrap(sha256.digest(bytes.toByteArray()));
    }
}
