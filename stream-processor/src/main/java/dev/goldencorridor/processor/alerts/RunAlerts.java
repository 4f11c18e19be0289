package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.alerts.rules.AlertType;
import dev.goldencorridor.processor.alerts.rules.RunCalls;
import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is kept of a run: its calls and its alerts. Immutable.
 *
 * @param alerts those of which there is something to remember
 * @param timer where the run stands among the timers, {@link AlertLifecycle#NEVER} if it does not
 * @param judgedBy fingerprint of the thresholds by which it was last judged
 */
record RunAlerts(RunCalls calls, List<Alert> alerts, long timer, long judgedBy) {
    private static final byte VERSION = 2;
    /** It had no publishers, and its calls no named places. */
    private static final byte WITHOUT_PUBLISHERS = 1;

    static RunAlerts fresh(long judgedBy) {
        return new RunAlerts(RunCalls.NONE, List.of(), AlertLifecycle.NEVER, judgedBy);
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

    /**
     * The facilities outside the catalogue of which anything is remembered, each with its publisher. An alert outlives its
     * call for a while.
     */
    Map<String, String> uncatalogued(PortCatalogue ports) {
        Map<String, String> publishers = new HashMap<>();
        calls.all().forEach(one -> publishers.put(one.facility(), one.publisher()));
        alerts.forEach(alert -> publishers.putIfAbsent(alert.facility(), alert.publisher()));
        publishers.keySet().removeIf(facility -> ports.find(facility).isPresent());
        return publishers;
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

    RunAlerts with(RunCalls now) {
        return new RunAlerts(now, alerts, timer, judgedBy);
    }

    RunAlerts withTimer(long now) {
        return now == timer ? this : new RunAlerts(calls, alerts, now, judgedBy);
    }

    byte[] toBytes() {
        return BinaryCodec.write(48 * (1 + calls.size() + alerts.size()), out -> {
            out.writeByte(VERSION);
            out.writeBoolean(timer != AlertLifecycle.NEVER);
            if (timer != AlertLifecycle.NEVER) {
                VarLong.write(out, timer);
            }
            out.writeLong(judgedBy);
            VarLong.write(out, calls.size());
            for (RunCalls.At one : calls.all()) {
                out.writeUTF(one.facility());
                out.writeUTF(one.publisher());
                one.call().write(out);
            }
            VarLong.write(out, alerts.size());
            for (Alert alert : alerts) {
                out.writeUTF(alert.publisher());
                alert.write(out);
            }
        });
    }

    /** Of stored bytes, its {@link #timer}, without reading the rest. */
    static long timerOf(byte[] bytes) {
        return BinaryCodec.read(bytes, "a stored run", in -> {
            readVersion(in);
            return readTimer(in);
        });
    }

    private static byte readVersion(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION && version != WITHOUT_PUBLISHERS) {
            throw new IOException(
                    "version " + version + "; this release reads versions " + WITHOUT_PUBLISHERS + " and " + VERSION);
        }
        return version;
    }

    private static String readPublisher(DataInput in, byte version) throws IOException {
        return version == WITHOUT_PUBLISHERS ? "" : in.readUTF();
    }

    private static long readTimer(DataInput in) throws IOException {
        return in.readBoolean() ? VarLong.read(in) : AlertLifecycle.NEVER;
    }

    static RunAlerts fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "a stored run", in -> {
            byte version = readVersion(in);
            long timer = readTimer(in);
            long judgedBy = in.readLong();
            int places = (int) VarLong.read(in);
            List<RunCalls.At> calls = new ArrayList<>(places);
            for (int i = 0; i < places; i++) {
                calls.add(new RunCalls.At(in.readUTF(), readPublisher(in, version), Call.read(in)));
            }
            int size = (int) VarLong.read(in);
            List<Alert> alerts = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                String publisher = readPublisher(in, version);
                alerts.add(Alert.read(in, publisher));
            }
            return new RunAlerts(new RunCalls(calls), alerts, timer, judgedBy);
        });
    }
}
