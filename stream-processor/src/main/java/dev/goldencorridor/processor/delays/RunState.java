package dev.goldencorridor.processor.delays;

import dev.goldencorridor.processor.form.StoredForm;
import dev.goldencorridor.processor.form.VarLong;
import dev.goldencorridor.processor.journey.Call;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of a run: its calls and its alerts. Immutable.
 *
 * @param alerts those of which there is something to remember
 * @param timer where the run stands among the timers, {@link AlertLife#NEVER} if it does not
 * @param judgedBy fingerprint of the thresholds by which it was last judged
 */
record RunState(RunCalls calls, List<Alert> alerts, long timer, long judgedBy) {
    private static final byte VERSION = 1;

    static RunState fresh(long judgedBy) {
        return new RunState(RunCalls.NONE, List.of(), AlertLife.NEVER, judgedBy);
    }

    /** Null if there is none. */
    Alert alert(String facility, AlertType type) {
        for (Alert alert : alerts) {
            if (alert.type() == type && alert.facility().equals(facility)) {
                return alert;
            }
        }
        return null;
    }

    boolean hasRaised(String facility) {
        for (Alert alert : alerts) {
            if (alert.isRaised() && alert.facility().equals(facility)) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is nothing to remember. */
    boolean isEmpty() {
        return calls.isEmpty() && alerts.stream().allMatch(alert -> alert.raising() == null);
    }

    RunState with(RunCalls now) {
        return new RunState(now, alerts, timer, judgedBy);
    }

    RunState withTimer(long now) {
        return now == timer ? this : new RunState(calls, alerts, now, judgedBy);
    }

    byte[] toBytes() {
        return StoredForm.write(48 * (1 + calls.size() + alerts.size()), out -> {
            out.writeByte(VERSION);
            out.writeBoolean(timer != AlertLife.NEVER);
            if (timer != AlertLife.NEVER) {
                VarLong.write(out, timer);
            }
            out.writeLong(judgedBy);
            VarLong.write(out, calls.size());
            for (RunCalls.At one : calls.all()) {
                out.writeUTF(one.facility());
                one.call().write(out);
            }
            VarLong.write(out, alerts.size());
            for (Alert alert : alerts) {
                alert.write(out);
            }
        });
    }

    /** Of stored bytes, its {@link #timer}, without reading the rest. */
    static long timerOf(byte[] bytes) {
        return StoredForm.read(bytes, "a stored run", RunState::readTimer);
    }

    private static long readTimer(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("version " + version + "; this release reads version " + VERSION);
        }
        return in.readBoolean() ? VarLong.read(in) : AlertLife.NEVER;
    }

    static RunState fromBytes(byte[] bytes) {
        return StoredForm.read(bytes, "a stored run", in -> {
            long timer = readTimer(in);
            long judgedBy = in.readLong();
            int places = (int) VarLong.read(in);
            List<RunCalls.At> calls = new ArrayList<>(places);
            for (int i = 0; i < places; i++) {
                calls.add(new RunCalls.At(in.readUTF(), Call.read(in)));
            }
            int size = (int) VarLong.read(in);
            List<Alert> alerts = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                alerts.add(Alert.read(in));
            }
            return new RunState(new RunCalls(calls), alerts, timer, judgedBy);
        });
    }
}
