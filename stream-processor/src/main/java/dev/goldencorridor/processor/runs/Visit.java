package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.Call;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The set of all reports of one train run at one facility. Immutable but for its caches, so for the task's thread.
 *
 * <p>It is a set, so duplicates, disorder and retractions need no code of their own. A retraction may even come before
 * the report that it retracts.
 */
final class Visit {
    static final Visit EMPTY = new Visit(List.of());
    private static final byte VERSION = 4;

    private final List<Report> reports;
    /** Cached on first use, since it is used twice: after a report and before the next one. */
    private VisitMeasurements measurements;
    /** The counting of the cached measurements. */
    private Counting measuredBy;

    private Call call;
    /** The tolerance of the cached call. */
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
        if (call == null || callTolerance != orderToleranceMillis) {
            call = CallReducer.reduce(this, orderToleranceMillis);
            callTolerance = orderToleranceMillis;
        }
        return call;
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
     * Returns the set with the report in it, or this same visit if the report is a duplicate. A publisher should never
     * send two different reports with one event id. If it does, the visit keeps the one with precedence.
     */
    Visit with(Report report) {
        for (int i = 0; i < reports.size(); i++) {
            Report present = reports.get(i);
            if (present.eventId().equals(report.eventId()) || isForecastOfTheSame(present, report)) {
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

    /**
     * Returns the effective reports, without the retractions. A report is effective if no effective report retracts it,
     * so the retraction of a retraction restores a report. Reports that retract each other in a cycle are not
     * effective.
     */
    List<Report> effectiveReports() {
        if (!hasRetractions()) {
            return reports;
        }
        Map<UUID, Report> retractions = new HashMap<>();
        Map<UUID, List<Report>> retractionsOf = new HashMap<>();
        for (Report report : reports) {
            if (report.retracts() != null) {
                retractions.put(report.eventId(), report);
                retractionsOf
                        .computeIfAbsent(report.retracts(), id -> new ArrayList<>())
                        .add(report);
            }
        }
        Map<UUID, Boolean> effective = new HashMap<>();
        for (Report retraction : retractions.values()) {
            if (isInCycle(retraction, retractions)) {
                effective.put(retraction.eventId(), false);
            }
        }
        return reports.stream()
                .filter(report -> report.retracts() == null && isEffective(report, retractionsOf, effective))
                .toList();
    }

    private boolean hasRetractions() {
        for (Report report : reports) {
            if (report.retracts() != null) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInCycle(Report start, Map<UUID, Report> retractions) {
        Report next = retractions.get(start.retracts());
        for (int steps = 0; next != null && steps < retractions.size(); steps++) {
            if (next.eventId().equals(start.eventId())) {
                return true;
            }
            next = retractions.get(next.retracts());
        }
        return false;
    }

    /**
     * Searches depth first. The stack is explicit, since a publisher controls the length of a chain of retractions.
     *
     * @param decided whether reports are effective, by event id; grows with the search
     */
    private static boolean isEffective(
            Report report, Map<UUID, List<Report>> retractionsOf, Map<UUID, Boolean> decided) {
        Deque<Report> open = new ArrayDeque<>(List.of(report));
        while (!open.isEmpty()) {
            Report top = open.peek();
            List<Report> retractions = retractionsOf.getOrDefault(top.eventId(), List.of());
            Optional<Report> undecided = retractions.stream()
                    .filter(retraction -> !decided.containsKey(retraction.eventId()))
                    .findFirst();
            if (undecided.isPresent()) {
                open.push(undecided.get());
            } else {
                decided.put(
                        top.eventId(), retractions.stream().noneMatch(retraction -> decided.get(retraction.eventId())));
                open.pop();
            }
        }
        return decided.get(report.eventId());
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
            if (version != VERSION) {
                throw new IOException("version " + version + "; this release reads version " + VERSION);
            }
            return read(in);
        });
    }

    void write(DataOutput out) throws IOException {
        VarLong.write(out, reports.size());
        for (Report report : reports) {
            ReportCodec.write(out, report);
        }
    }

    static Visit read(DataInput in) throws IOException {
        int size = (int) VarLong.read(in);
        List<Report> reports = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            reports.add(ReportCodec.read(in));
        }
        return new Visit(reports);
    }
}
