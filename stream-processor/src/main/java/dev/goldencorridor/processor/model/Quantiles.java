package dev.goldencorridor.processor.model;

import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Quantiles of measured durations, in milliseconds. */
public record Quantiles(long p10Millis, long p50Millis, long p90Millis) {
    public void write(DataOutput out) throws IOException {
        VarLong.write(out, p10Millis);
        VarLong.write(out, p50Millis);
        VarLong.write(out, p90Millis);
    }

    public static Quantiles read(DataInput in) throws IOException {
        return new Quantiles(VarLong.read(in), VarLong.read(in), VarLong.read(in));
    }

    /** Whether any quantile differs from the other one by more than a share of it. */
    public boolean differsFrom(Quantiles other, double share) {
        return differs(p10Millis, other.p10Millis, share)
                || differs(p50Millis, other.p50Millis, share)
                || differs(p90Millis, other.p90Millis, share);
    }

    private static boolean differs(long one, long other, double share) {
        return Math.abs(one - other) > share * Math.abs(other);
    }
}
