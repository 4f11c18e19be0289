package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.BinaryCodec.Reader;
import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.Call;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * The set of all reports of one train run at one facility. Immutable but for its caches, so for the task's thread.
 *
 * <p>It is a set, so duplicates, disorder and retractions need no code of their own. A retraction may even come before
 * the report that it retracts.
 */
final class Visit {
    static final Visit EMPTY = new Visit(List.of());
    private static final byte VERSION = 5;
    /** Its reports are those of the former release. */
    private static final byte FORMER_VERSION = 4;

    private final List<Report> reports;
    /** Cached on first use, since it is used twice: after a report and before the next one. */
    private VisitMeasurements measurements;
    /** The counting of the cached measurements. */
    private Counting measuredBy;

    /** Cached, since measurements and call are both made from it. */
    private List<CallReports> calls;

    private Call call;
    /** The tolerance of the cached calls. */
    private long callTolerance;

    private int length;

    private Visit(List<Report> reports) {
        this.reports = reports;
    }

    int size() {
        return reports.size();
    }

    /** Returns the number of entries in the consists of all reports. */
    int commodities() {
        int commodities = 0;
        for (Report report : reports) {
            commodities += report.commodities().size();
        }
        return commodities;
    }

    /** Returns the approximate number of stored bytes. Each character counts as one byte. */
    int length() {
        if (length == 0) {
            for (Report report : reports) {
                length += report.length();
            }
        }
        return length;
    }

    /**
     * Returns the measurements that the visit contributes.
     *
     * @param facility the facility of the visit; always the same one
     */
    @SuppressWarnings("ReferenceEquality") // A catalogue is loaded once; comparing its rows each time would cost more.
    VisitMeasurements measurements(String facility, Counting counting) {
        if (reports.isEmpty()) {
            return VisitMeasurements.NONE;
        }
        if (measuredBy != counting) {
            measurements = VisitMeasurements.of(this, facility, counting);
            measuredBy = counting;
        }
        return measurements;
    }

    /**
     * Returns the call of the visit; null if the visit is empty.
     *
     * @param orderToleranceMillis by how much a departure may precede the arrival of its own call
     */
    Call call(long orderToleranceMillis) {
        if (reports.isEmpty()) {
            return null;
        }
        List<CallReports> divided = calls(orderToleranceMillis);
        if (call == null) {
            call = CallReducer.reduce(this, divided.get(divided.size() - 1));
        }
        return call;
    }

    /**
     * Returns the calls of the visit in the order of time, at least one.
     *
     * @param orderToleranceMillis by how much a departure may precede the arrival of its own call
     */
    List<CallReports> calls(long orderToleranceMillis) {
        if (calls == null || callTolerance != orderToleranceMillis) {
            calls = VisitCalls.of(effectiveReports(), orderToleranceMillis);
            callTolerance = orderToleranceMillis;
            call = null;
        }
        return calls;
    }

    boolean hasDeparture() {
        for (Report report : reports) {
            if (report.kind() == ReportKind.DEPARTURE) {
                return true;
            }
        }
        return false;
    }

    /** Returns the report with precedence over all others, effective or not. The visit must not be empty. */
    Report latestReport() {
        return Collections.max(reports, Report.BY_PRECEDENCE);
    }

    /** Returns the time of the latest event, milliseconds since 1970-01-01T00:00Z. */
    long lastOccurredAt() {
        long last = Long.MIN_VALUE;
        for (Report report : reports) {
            last = Math.max(last, report.occurredAt());
        }
        return last;
    }

    /**
     * Returns the set with the report in it, or this same visit if the report changes nothing: it is a duplicate or
     * an outdated forecast. The visit keeps that report of an event which has precedence. It also keeps a trace of the one that was
     * created first, so that an event that is reported anew after its retraction counts again.
     */
    Visit with(Report report) {
        for (int i = 0; i < reports.size(); i++) {
            Report present = reports.get(i);
            if (present.eventId().equals(report.eventId())) {
                return withRepeated(report);
            }
            if (isForecastOfTheSame(present, report)) {
                return report.hasPrecedenceOver(present) ? withReplaced(i, report) : this;
            }
        }
        List<Report> more = new ArrayList<>(reports.size() + 1);
        more.addAll(reports);
        more.add(report);
        return new Visit(more);
    }

    /** A visit keeps the effective forecast of each movement alone: some feeds send a new forecast every minute. */
    private static boolean isForecastOfTheSame(Report present, Report report) {
        return report.kind().isEstimate()
                && present.kind() == report.kind()
                && report.retracts() == null
                && present.retracts() == null;
    }

    private Visit withReplaced(int index, Report report) {
        List<Report> replaced = new ArrayList<>(reports);
        replaced.set(index, report);
        return new Visit(replaced);
    }

    /** Adds a further report of an event that the visit has. The result depends on the set of its reports alone. */
    private Visit withRepeated(Report report) {
        List<Report> others = new ArrayList<>(reports.size() + 1);
        List<Report> former = new ArrayList<>(2);
        for (Report present : reports) {
            (present.eventId().equals(report.eventId()) ? former : others).add(present);
        }
        Report latest = Report.withPrecedence(report, Collections.max(former, Report.BY_PRECEDENCE));
        long firstCreatedAt = Math.min(
                report.createdAt(),
                Collections.min(former, Report.BY_PRECEDENCE).createdAt());
        List<Report> kept = new ArrayList<>(2);
        kept.add(latest);
        if (firstCreatedAt < latest.createdAt()) {
            kept.add(latest.traceCreatedAt(firstCreatedAt));
        }
        if (kept.equals(former)) {
            return this;
        }
        others.addAll(kept);
        return new Visit(others);
    }

    /**
     * Returns the effective reports, without the retractions: at most one of each event. A report is effective if no
     * effective report retracts it, so the retraction of a retraction restores a report. A report is also effective if
     * it was reported anew after its retraction was created. Reports that retract each other in a cycle are not
     * effective.
     */
    List<Report> effectiveReports() {
        return isEachReportAnEvent() ? reports : EffectiveReports.of(reports);
    }

    /** Whether there is no retraction, and no event with two reports. The two reports of an event are adjacent. */
    private boolean isEachReportAnEvent() {
        UUID previous = null;
        for (Report report : reports) {
            if (report.retracts() != null || report.eventId().equals(previous)) {
                return false;
            }
            previous = report.eventId();
        }
        return true;
    }

    byte[] toBytes() {
        return BinaryCodec.write(length(), out -> {
            out.writeByte(VERSION);
            write(out);
        });
    }

    static Visit fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "a stored visit", in -> {
            byte version = in.readByte();
            return switch (version) {
                case VERSION -> read(in);
                case FORMER_VERSION -> readFormer(in);
                default ->
                    throw new IOException(
                            "version " + version + "; this release reads " + FORMER_VERSION + " and " + VERSION);
            };
        });
    }

    void write(DataOutput out) throws IOException {
        VarLong.write(out, reports.size());
        for (Report report : reports) {
            ReportCodec.write(out, report);
        }
    }

    static Visit read(DataInput in) throws IOException {
        return read(in, ReportCodec::read);
    }

    /** Reads a visit with reports of the former release. */
    static Visit readFormer(DataInput in) throws IOException {
        return read(in, ReportCodec::readFormer);
    }

    private static Visit read(DataInput in, Reader<Report> reader) throws IOException {
        int size = (int) VarLong.read(in);
        List<Report> reports = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            reports.add(reader.from(in));
        }
        return new Visit(reports);
    }
}
