package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.alerts.rules.CallAt;
import dev.goldencorridor.processor.alerts.rules.RunCalls;
import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.schemas.alerts.AlertType;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stored state of a train run: its calls and its alerts. Immutable.
 *
 * @param alerts all that are not blank
 * @param scheduledAt where {@link DueRuns} holds the run, {@link AlertLifecycle#NEVER} if it does not
 * @param evaluatedBy the fingerprint of the thresholds of the last evaluation
 */
record RunAlerts(RunCalls calls, List<Alert> alerts, long scheduledAt, long evaluatedBy) {
    /** The fingerprint of a run that no thresholds have evaluated. */
    static final long NOT_EVALUATED = 0;

    private static final byte VERSION = 2;
    /** Its runs have no publishers, and its calls no named places. */
    private static final byte VERSION_WITHOUT_PUBLISHERS = 1;

    private static final int ESTIMATED_BYTES_PER_ENTRY = 48;

    static RunAlerts empty(long evaluatedBy) {
        return new RunAlerts(RunCalls.NONE, List.of(), AlertLifecycle.NEVER, evaluatedBy);
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
     * The publisher by facility outside the catalogue. Alerts count too, since an alert outlives its call for a
     * while.
     */
    Map<String, String> uncatalogued(PortCatalogue ports) {
        Map<String, String> publishers = new HashMap<>();
        calls.all().forEach(call -> publishers.put(call.facility(), call.publisher()));
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

    /** Whether there is nothing to store. */
    boolean isEmpty() {
        return calls.isEmpty() && alerts.stream().allMatch(alert -> alert.raised() == null);
    }

    RunAlerts with(RunCalls newCalls) {
        return new RunAlerts(newCalls, alerts, scheduledAt, evaluatedBy);
    }

    RunAlerts withScheduledAt(long at) {
        return at == scheduledAt ? this : new RunAlerts(calls, alerts, at, evaluatedBy);
    }

    RunAlerts withEvaluatedBy(long fingerprint) {
        return new RunAlerts(calls, alerts, scheduledAt, fingerprint);
    }

    byte[] toBytes() {
        return BinaryCodec.write(ESTIMATED_BYTES_PER_ENTRY * (1 + calls.size() + alerts.size()), out -> {
            out.writeByte(VERSION);
            out.writeBoolean(scheduledAt != AlertLifecycle.NEVER);
            if (scheduledAt != AlertLifecycle.NEVER) {
                VarLong.write(out, scheduledAt);
            }
            out.writeLong(evaluatedBy);
            VarLong.write(out, calls.size());
            for (CallAt call : calls.all()) {
                out.writeUTF(call.facility());
                out.writeUTF(call.publisher());
                call.call().write(out);
            }
            VarLong.write(out, alerts.size());
            for (Alert alert : alerts) {
                out.writeUTF(alert.publisher());
                alert.write(out);
            }
        });
    }

    /** Reads {@link #scheduledAt} from stored bytes, without the rest. */
    static long scheduledAtOf(byte[] bytes) {
        return BinaryCodec.read(bytes, "a stored run", in -> {
            readVersion(in);
            return readScheduledAt(in);
        });
    }

    private static byte readVersion(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION && version != VERSION_WITHOUT_PUBLISHERS) {
            throw new IOException("version " + version + "; this release reads versions " + VERSION_WITHOUT_PUBLISHERS
                    + " and " + VERSION);
        }
        return version;
    }

    private static String readPublisher(DataInput in, byte version) throws IOException {
        return version == VERSION_WITHOUT_PUBLISHERS ? "" : in.readUTF();
    }

    private static long readScheduledAt(DataInput in) throws IOException {
        return in.readBoolean() ? VarLong.read(in) : AlertLifecycle.NEVER;
    }

    static RunAlerts fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "a stored run", in -> {
            byte version = readVersion(in);
            long scheduledAt = readScheduledAt(in);
            long evaluatedBy = in.readLong();
            int callCount = (int) VarLong.read(in);
            List<CallAt> calls = new ArrayList<>(callCount);
            for (int i = 0; i < callCount; i++) {
                calls.add(new CallAt(in.readUTF(), readPublisher(in, version), Call.read(in)));
            }
            int alertCount = (int) VarLong.read(in);
            List<Alert> alerts = new ArrayList<>(alertCount);
            for (int i = 0; i < alertCount; i++) {
                String publisher = readPublisher(in, version);
                alerts.add(Alert.read(in, publisher));
            }
            return new RunAlerts(new RunCalls(calls), alerts, scheduledAt, evaluatedBy);
        });
    }
}
