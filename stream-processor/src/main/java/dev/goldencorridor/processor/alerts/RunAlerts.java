package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.limits.RunLimits.MAX_STATUS_CALLS;

import dev.goldencorridor.processor.alerts.rules.CallAt;
import dev.goldencorridor.processor.alerts.rules.RunCalls;
import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.CallDetails;
import dev.goldencorridor.schemas.alerts.AlertType;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The stored state of a train run: its calls, its alerts, and what is published of its status. Immutable.
 *
 * @param calls those that the rules evaluate
 * @param expiredCalls the latest of those that are past their retention. They remain in the status of the run.
 * @param alerts all that are not blank
 * @param evaluatedBy the fingerprint of the thresholds of the last evaluation
 */
record RunAlerts(
        RunCalls calls, RunCalls expiredCalls, List<Alert> alerts, long evaluatedBy, PublishedStatus published) {
    /** The fingerprint of a run that no thresholds have evaluated. */
    static final long NOT_EVALUATED = 0;

    /** Runs of earlier versions have no published status, and their calls no details. */
    private static final byte VERSION = 3;
    /** Its runs have no publishers, and its calls no named places. */
    private static final byte VERSION_WITHOUT_PUBLISHERS = 1;

    private static final int ESTIMATED_BYTES_PER_ENTRY = 64;

    /** A flag of former releases, which stored when the run was due. */
    private static final int SCHEDULED = 1;

    private static final int PUBLISHED = 2;
    /** Former releases had another flag of value 4. */
    private static final int PAST = 8;

    /** A run without a published status. */
    RunAlerts(RunCalls calls, List<Alert> alerts, long evaluatedBy) {
        this(calls, RunCalls.NONE, alerts, evaluatedBy, PublishedStatus.NONE);
    }

    static RunAlerts empty(long evaluatedBy) {
        return new RunAlerts(RunCalls.NONE, List.of(), evaluatedBy);
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
        return calls.isEmpty() && alerts.stream().allMatch(alert -> alert.raised() == null) && !published.isPublished();
    }

    /** Whether nothing of the run is left to publish or to evaluate. */
    boolean isOver() {
        return calls.isEmpty() && alerts.stream().noneMatch(Alert::isRaised);
    }

    /** The state with a changed call in place of the facility's former one. */
    RunAlerts with(String facility, String publisher, Call call) {
        return new RunAlerts(
                calls.with(facility, publisher, call),
                expiredCalls.with(facility, publisher, null),
                alerts,
                evaluatedBy,
                published);
    }

    /**
     * The state after a call has expired.
     *
     * @param isRemembered whether the call remains in the status of the run
     */
    RunAlerts withExpired(String facility, boolean isRemembered) {
        List<CallAt> expired = new ArrayList<>(expiredCalls.all());
        for (CallAt call : calls.all()) {
            if (isRemembered && call.facility().equals(facility)) {
                // The status needs no causes, which are the longest part of a call.
                expired.add(new CallAt(facility, call.publisher(), call.call().withCausesFor(Set.of())));
            }
        }
        RunCalls latest = new RunCalls(expired.subList(Math.max(0, expired.size() - MAX_STATUS_CALLS), expired.size()));
        return new RunAlerts(calls.with(facility, null, null), latest, alerts, evaluatedBy, published);
    }

    RunAlerts withAlerts(List<Alert> newAlerts) {
        return new RunAlerts(calls, expiredCalls, newAlerts, evaluatedBy, published);
    }

    RunAlerts withEvaluatedBy(long fingerprint) {
        return new RunAlerts(calls, expiredCalls, alerts, fingerprint, published);
    }

    RunAlerts withPublished(PublishedStatus newPublished) {
        return newPublished.equals(published)
                ? this
                : new RunAlerts(calls, expiredCalls, alerts, evaluatedBy, newPublished);
    }

    /** The state without the calls that only the status needs. */
    RunAlerts withoutExpired() {
        return new RunAlerts(calls, RunCalls.NONE, alerts, evaluatedBy, published);
    }

    /** The calls in the status of the run: first those that have expired. */
    List<CallAt> allCalls() {
        if (expiredCalls.isEmpty()) {
            return calls.all();
        }
        List<CallAt> all = new ArrayList<>(expiredCalls.all());
        all.addAll(calls.all());
        return all;
    }

    byte[] toBytes() {
        int entries = 1 + calls.size() + expiredCalls.size() + alerts.size();
        return BinaryCodec.write(ESTIMATED_BYTES_PER_ENTRY * entries, out -> {
            out.writeByte(VERSION);
            out.writeByte((published.isPublished() ? PUBLISHED : 0) | (published.isPast() ? PAST : 0));
            out.writeLong(evaluatedBy);
            if (published.isPublished()) {
                published.write(out);
            }
            if (published.isPast()) {
                VarLong.write(out, published.endedAt());
            }
            writeCalls(calls, out);
            writeCalls(expiredCalls, out);
            VarLong.write(out, alerts.size());
            for (Alert alert : alerts) {
                out.writeUTF(alert.publisher());
                alert.write(out);
            }
        });
    }

    private static void writeCalls(RunCalls calls, DataOutput out) throws IOException {
        VarLong.write(out, calls.size());
        for (CallAt call : calls.all()) {
            out.writeUTF(call.facility());
            out.writeUTF(call.publisher());
            call.call().write(out);
            call.call().details().write(out);
        }
    }

    private static byte readVersion(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version < VERSION_WITHOUT_PUBLISHERS || version > VERSION) {
            throw new IOException("version " + version + "; this release reads versions " + VERSION_WITHOUT_PUBLISHERS
                    + " to " + VERSION);
        }
        return version;
    }

    private static String readPublisher(DataInput in, byte version) throws IOException {
        return version == VERSION_WITHOUT_PUBLISHERS ? "" : in.readUTF();
    }

    static RunAlerts fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "a stored run", in -> {
            byte version = readVersion(in);
            int flags = in.readUnsignedByte();
            if ((flags & SCHEDULED) != 0) {
                VarLong.read(in);
            }
            long evaluatedBy = in.readLong();
            PublishedStatus published = readPublished(flags, in);
            RunCalls calls = readCalls(in, version);
            RunCalls expiredCalls = version == VERSION ? readCalls(in, version) : RunCalls.NONE;
            int alertCount = (int) VarLong.read(in);
            List<Alert> alerts = new ArrayList<>(alertCount);
            for (int i = 0; i < alertCount; i++) {
                String publisher = readPublisher(in, version);
                alerts.add(Alert.read(in, publisher));
            }
            return new RunAlerts(calls, expiredCalls, alerts, evaluatedBy, published);
        });
    }

    private static PublishedStatus readPublished(int flags, DataInput in) throws IOException {
        if ((flags & PUBLISHED) != 0) {
            return PublishedStatus.read(in);
        }
        return (flags & PAST) == 0 ? PublishedStatus.NONE : PublishedStatus.past(VarLong.read(in));
    }

    private static RunCalls readCalls(DataInput in, byte version) throws IOException {
        int count = (int) VarLong.read(in);
        if (count == 0) {
            return RunCalls.NONE;
        }
        List<CallAt> calls = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String facility = in.readUTF();
            String publisher = readPublisher(in, version);
            Call call = Call.read(in);
            calls.add(new CallAt(
                    facility, publisher, version == VERSION ? call.withDetails(CallDetails.read(in)) : call));
        }
        return new RunCalls(calls);
    }
}
