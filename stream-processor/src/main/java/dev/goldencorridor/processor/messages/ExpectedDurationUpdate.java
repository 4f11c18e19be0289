package dev.goldencorridor.processor.messages;

import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Quantiles;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How long something usually takes, as measured in the longest window; the record's key is the dimension. The message
 * goes to all partitions.
 */
public record ExpectedDurationUpdate(DurationKind kind, Quantiles quantiles) implements AlertUpdate, BroadcastUpdate {
    @Override
    public void accept(String key, long timestamp, Handler handler) {
        handler.onExpectedDuration(key, this);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(BroadcastSerde.EXPECTED_DURATION);
        out.writeByte(kind.code());
        quantiles.write(out);
    }

    static ExpectedDurationUpdate read(DataInput in) throws IOException {
        return new ExpectedDurationUpdate(DurationKind.ofCode(in.readByte()), Quantiles.read(in));
    }
}
