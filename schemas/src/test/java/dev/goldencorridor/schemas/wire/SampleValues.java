package dev.goldencorridor.schemas.wire;

import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Movements and hand-written bytes for the tests of the wire format. */
final class SampleValues {
    private SampleValues() {}

    /** Writes encoded fields. */
    interface Fields {
        void write(BinaryEncoder out) throws IOException;
    }

    static TrainMovement movement(Object detail) {
        return TrainMovement.newBuilder()
                .setEventId(new UUID(7, 7))
                .setTrainRunId("CR|X8003|2025-10-01")
                .setTrainNumber("X8003")
                .setFacility("CNHRS")
                .setDirection(Direction.OUTBOUND)
                .setOccurredAt(Instant.ofEpochMilli(1_759_300_000_123L))
                .setPlannedAt(Instant.ofEpochMilli(1_759_300_000_000L))
                .setCreatedAt(Instant.ofEpochMilli(1_759_300_001_000L))
                .setPublisher("khorgos")
                .setDetail(detail)
                .build();
    }

    static Departure departure() {
        return Departure.newBuilder()
                .setOrigin("CNXAG")
                .setDestination("KZALA")
                .setOperatorLine("Chang'an 长安号")
                .setGauge(1520)
                .setConsist(Consist.newBuilder()
                        .setWagons(54)
                        .setLoadedTeu(108)
                        .setGrossTonnes(1_512.5)
                        .setCommodities(List.of(Commodity.newBuilder()
                                .setHs("870380")
                                .setNetTonnes(700)
                                .build()))
                        .build())
                .build();
    }

    /** Writes all fields before {@code detail}, with {@code retracts} null. */
    static void writeUpToDetail(BinaryEncoder out) throws IOException {
        out.writeString(new UUID(1, 2).toString());
        out.writeIndex(0);
        writeRunToPublisher(out);
    }

    /** Writes the fields between {@code retracts} and {@code detail}. */
    static void writeRunToPublisher(BinaryEncoder out) throws IOException {
        out.writeString("CR|X8003|2025-10-01");
        out.writeString("X8003");
        out.writeString("CNHRS");
        out.writeEnum(0);
        out.writeLong(1);
        out.writeIndex(0);
        out.writeLong(1);
        out.writeString("khorgos");
    }

    static byte[] withHeader(int id, byte[] body) {
        return ByteBuffer.allocate(WireFormat.HEADER_BYTES + body.length)
                .put(WireFormat.MAGIC)
                .putInt(id)
                .put(body)
                .array();
    }

    static byte[] withHeader(int id, Fields fields) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(body, null);
        try {
            fields.write(encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return withHeader(id, body.toByteArray());
    }
}
