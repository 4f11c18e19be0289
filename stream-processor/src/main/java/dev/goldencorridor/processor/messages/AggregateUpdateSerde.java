package dev.goldencorridor.processor.messages;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.windows.Pane;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The bytes of aggregate updates, on the repartition topic and in the store. Only this application reads and writes
 * them.
 */
public final class AggregateUpdateSerde implements Serde<AggregateUpdate.Combined> {
    static final byte WATERMARK = 4;
    static final byte BATCH = 7;

    @Override
    public Serializer<AggregateUpdate.Combined> serializer() {
        return (topic, update) -> toBytes(update);
    }

    @Override
    public Deserializer<AggregateUpdate.Combined> deserializer() {
        return (topic, bytes) -> fromBytes(bytes);
    }

    public static byte[] toBytes(AggregateUpdate.Combined update) {
        return BinaryCodec.write(256, update::write);
    }

    public static AggregateUpdate.Combined fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "an update of aggregates", in -> {
            byte type = in.readByte();
            return switch (type) {
                case BATCH -> new AggregateUpdate.Batch(readPanes(in), readWaitingTrains(in));
                case WATERMARK -> new AggregateUpdate.WatermarkAdvanced(VarLong.read(in));
                default ->
                    throw new IOException("type " + type + "; this release reads types " + WATERMARK + " and " + BATCH);
            };
        });
    }

    static void writePanes(DataOutput out, Map<Long, Pane> panes) throws IOException {
        VarLong.write(out, panes.size());
        for (Map.Entry<Long, Pane> entry : panes.entrySet()) {
            VarLong.write(out, entry.getKey());
            entry.getValue().write(out);
        }
    }

    private static Map<Long, Pane> readPanes(DataInput in) throws IOException {
        int size = (int) VarLong.read(in);
        Map<Long, Pane> panes = new HashMap<>(size * 2);
        for (int i = 0; i < size; i++) {
            panes.put(VarLong.read(in), Pane.read(in));
        }
        return panes;
    }

    static void writeWaitingTrains(DataOutput out, Map<String, WaitingTrain> trains) throws IOException {
        VarLong.write(out, trains.size());
        for (Map.Entry<String, WaitingTrain> entry : trains.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeBoolean(entry.getValue() != null);
            if (entry.getValue() != null) {
                WaitingTrainCodec.write(out, entry.getValue());
            }
        }
    }

    private static Map<String, WaitingTrain> readWaitingTrains(DataInput in) throws IOException {
        int size = (int) VarLong.read(in);
        Map<String, WaitingTrain> trains = new HashMap<>();
        for (int i = 0; i < size; i++) {
            trains.put(in.readUTF(), in.readBoolean() ? WaitingTrainCodec.read(in) : null);
        }
        return trains;
    }
}
