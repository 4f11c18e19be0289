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

/** The form of contributions on the repartition topic and in the store, which only this application reads and writes. */
public final class AggregateUpdateSerde implements Serde<AggregateUpdate> {
    private static final byte WATERMARK = 4;
    private static final byte SUM = 7;

    @Override
    public Serializer<AggregateUpdate> serializer() {
        return (topic, contribution) -> toBytes(contribution);
    }

    @Override
    public Deserializer<AggregateUpdate> deserializer() {
        return (topic, bytes) -> fromBytes(bytes);
    }

    public static byte[] toBytes(AggregateUpdate contribution) {
        return BinaryCodec.write(256, out -> {
            if (contribution instanceof AggregateUpdate.Sum sum) {
                out.writeByte(SUM);
                writePanes(out, sum.minutes());
                writeStandings(out, sum.standings());
            } else if (contribution instanceof AggregateUpdate.Watermark watermark) {
                out.writeByte(WATERMARK);
                VarLong.write(out, watermark.millis());
            } else {
                throw new IllegalArgumentException("does not travel between tasks: " + contribution);
            }
        });
    }

    public static AggregateUpdate fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "a contribution", in -> {
            byte form = in.readByte();
            return switch (form) {
                case SUM -> new AggregateUpdate.Sum(readPanes(in), readStandings(in));
                case WATERMARK -> new AggregateUpdate.Watermark(VarLong.read(in));
                default -> throw new IOException("form " + form + " is not known to this release");
            };
        });
    }

    private static void writePanes(DataOutput out, Map<Long, Pane> panes) throws IOException {
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

    private static void writeStandings(DataOutput out, Map<String, WaitingTrain> standings) throws IOException {
        VarLong.write(out, standings.size());
        for (Map.Entry<String, WaitingTrain> entry : standings.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeBoolean(entry.getValue() != null);
            if (entry.getValue() != null) {
                WaitingTrainCodec.write(out, entry.getValue());
            }
        }
    }

    private static Map<String, WaitingTrain> readStandings(DataInput in) throws IOException {
        int size = (int) VarLong.read(in);
        Map<String, WaitingTrain> standings = new HashMap<>();
        for (int i = 0; i < size; i++) {
            standings.put(in.readUTF(), in.readBoolean() ? WaitingTrainCodec.read(in) : null);
        }
        return standings;
    }
}
