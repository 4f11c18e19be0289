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
 * The set of reports of one run at one facility. Immutable. That it is a set is what makes duplicates, disorder and
 * retractions (also those that come before what they retract) need no code of their own. For a task's thread.
 */
final class Visit {
    static final Visit EMPTY = new Visit(List.of());
    private static final byte VERSION = 4;

    private final List<Report> reports;
    /** Made when they are first asked for, and kept since they are asked for twice: before the next report and after it. */
    private VisitMeasurements measurements;

    private Counting measuredBy;
    private Call call;
    private int length;

    private Visit(List<Report> reports) {
        this.reports = reports;
    }

    int size() {
        return reports.size();
    }

    /** How many entries the consists of all its reports have. */
    int commodities() {
        int commodities = 0;
        for (Report report : reports) {
            commodities += report.commodities().size();
        }
        return commodities;
    }

    /** About how many bytes it is when written. */
    int length() {
        if (length == 0) {
            for (Report report : reports) {
                length += report.length();
            }
        }
        return length;
    }

    /** What it adds to the aggregates; of one journey always asked with the same facility. */
    @SuppressWarnings("ReferenceEquality") // A catalogue is loaded once; to compare its rows each time would cost more.
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

    /** What is known of the run's call; null if the journey is empty. */
    Call call() {
        if (call == null) {
            call = CallReducer.of(this);
        }
        return call;
    }

    /** The report that was told last, whether it stands or not; there must be one. */
    Report lastTold() {
        return Collections.max(reports, Report.BY_STANDING);
    }

    /** The latest event, milliseconds since 1970-01-01T00:00Z. */
    long lastOccurredAt() {
        long last = Long.MIN_VALUE;
        for (Report report : reports) {
            last = Math.max(last, report.occurredAt());
        }
        return last;
    }

    /**
     * The set with the report in it; this same journey if it was there. Of two reports with the same event id, which a
     * publisher should never send, the one that {@link Report#BY_STANDING} prefers is kept, whichever came first.
     */
    Visit with(Report report) {
        for (int i = 0; i < reports.size(); i++) {
            Report present = reports.get(i);
            if (present.eventId().equals(report.eventId())) {
                if (Report.BY_STANDING.compare(report, present) <= 0) {
                    return this;
                }
                List<Report> replaced = new ArrayList<>(reports);
                replaced.set(i, report);
                return new Visit(replaced);
            }
        }
        List<Report> more = new ArrayList<>(reports.size() + 1);
        more.addAll(reports);
        more.add(report);
        return new Visit(more);
    }

    /**
     * The reports of something that happened which stand: not withdrawn by a report that stands itself, so that
     * withdrawing a withdrawal restores. Reports that withdraw each other in a circle do not stand.
     */
    List<Report> standing() {
        if (!hasWithdrawals()) {
            return reports;
        }
        Map<UUID, Report> withdrawals = new HashMap<>();
        Map<UUID, List<Report>> withdrawalsOf = new HashMap<>();
        for (Report report : reports) {
            if (report.retracts() != null) {
                withdrawals.put(report.eventId(), report);
                withdrawalsOf
                        .computeIfAbsent(report.retracts(), id -> new ArrayList<>())
                        .add(report);
            }
        }
        Map<UUID, Boolean> stands = new HashMap<>();
        for (Report withdrawal : withdrawals.values()) {
            if (isInCircle(withdrawal, withdrawals)) {
                stands.put(withdrawal.eventId(), false);
            }
        }
        return reports.stream()
                .filter(report -> report.retracts() == null && stands(report, withdrawalsOf, stands))
                .toList();
    }

    private boolean hasWithdrawals() {
        for (Report report : reports) {
            if (report.retracts() != null) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInCircle(Report start, Map<UUID, Report> withdrawals) {
        Report next = withdrawals.get(start.retracts());
        for (int steps = 0; next != null && steps < withdrawals.size(); steps++) {
            if (next.eventId().equals(start.eventId())) {
                return true;
            }
            next = withdrawals.get(next.retracts());
        }
        return false;
    }

    /** Depth first with a stack of its own, since how long a chain of withdrawals is lies with the publisher. */
    private static boolean stands(Report asked, Map<UUID, List<Report>> withdrawalsOf, Map<UUID, Boolean> known) {
        Deque<Report> open = new ArrayDeque<>(List.of(asked));
        while (!open.isEmpty()) {
            Report top = open.peek();
            List<Report> withdrawals = withdrawalsOf.getOrDefault(top.eventId(), List.of());
            Optional<Report> undecided = withdrawals.stream()
                    .filter(withdrawal -> !known.containsKey(withdrawal.eventId()))
                    .findFirst();
            if (undecided.isPresent()) {
                open.push(undecided.get());
            } else {
                known.put(top.eventId(), withdrawals.stream().noneMatch(withdrawal -> known.get(withdrawal.eventId())));
                open.pop();
            }
        }
        return known.get(asked.eventId());
    }

    byte[] toBytes() {
        return BinaryCodec.write(length(), out -> {
            out.writeByte(VERSION);
            write(out);
        });
    }

    static Visit fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "a stored journey", in -> {
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
            report.write(out);
        }
    }

    static Visit read(DataInput in) throws IOException {
        int size = (int) VarLong.read(in);
        List<Report> reports = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            reports.add(Report.read(in));
        }
        return new Visit(reports);
    }
}
