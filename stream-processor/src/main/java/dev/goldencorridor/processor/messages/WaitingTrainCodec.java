package dev.goldencorridor.processor.messages;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.WaitingTrain;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a waiting train, on the repartition topic and in the store. */
public final class WaitingTrainCodec {
    private WaitingTrainCodec() {}

    static void write(DataOutput out, WaitingTrain train) throws IOException {
        VarLong.write(out, train.arrivedAt());
        out.writeBoolean(train.awaitsRelease());
        out.writeBoolean(train.present());
    }

    static WaitingTrain read(DataInput in) throws IOException {
        return new WaitingTrain(VarLong.read(in), in.readBoolean(), in.readBoolean());
    }

    public static byte[] toBytes(WaitingTrain train) {
        return BinaryCodec.write(16, out -> write(out, train));
    }

    public static WaitingTrain fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "a stored waiting train", WaitingTrainCodec::read);
    }
}
