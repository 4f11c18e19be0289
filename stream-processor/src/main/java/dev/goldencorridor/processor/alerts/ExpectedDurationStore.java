package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.limits.TaskLimits.MAX_EXPECTED_DURATIONS;

import dev.goldencorridor.processor.alerts.status.ExpectedDurations;
import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.messages.ExpectedDurationUpdate;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Quantiles;
import dev.goldencorridor.processor.state.StoreSection;
import java.io.IOException;

/** Stores the expected durations that the tasks of step 4 broadcast. For a task's thread. */
final class ExpectedDurationStore {
    private static final byte VERSION = 1;
    private static final int ESTIMATED_BYTES = 24;
    private static final char SEPARATOR = '\0';

    private final StoreSection section;
    private final ExpectedDurations durations;

    /** @param durations receives the stored durations, and each update */
    ExpectedDurationStore(StoreSection section, ExpectedDurations durations) {
        this.section = section;
        this.durations = durations;
        section.forEach((key, stored) -> {
            int separator = key.indexOf(SEPARATOR);
            DurationKind kind = DurationKind.ofCode(Integer.parseInt(key.substring(separator + 1)));
            durations.set(key.substring(0, separator), kind, read(stored));
        });
    }

    void update(String dimension, ExpectedDurationUpdate update) {
        boolean isBeyondLimit =
                durations.size() >= MAX_EXPECTED_DURATIONS && !durations.contains(dimension, update.kind());
        if (isBeyondLimit) {
            return;
        }
        durations.set(dimension, update.kind(), update.quantiles());
        section.put(dimension + SEPARATOR + update.kind().code(), write(update.quantiles()));
    }

    private static byte[] write(Quantiles quantiles) {
        return BinaryCodec.write(ESTIMATED_BYTES, out -> {
            out.writeByte(VERSION);
            quantiles.write(out);
        });
    }

    private static Quantiles read(byte[] stored) {
        return BinaryCodec.read(stored, "a stored duration", in -> {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IOException("version " + version + "; this release reads version " + VERSION);
            }
            return Quantiles.read(in);
        });
    }
}
