package dev.goldencorridor.processor.journey;

import dev.goldencorridor.processor.form.VarLong;
import dev.goldencorridor.processor.rolling.Commodity;
import dev.goldencorridor.processor.rolling.Sense;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.TrainMovement;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * What is kept of a movement: as much as its run's measurements need.
 *
 * @param retracts the event that it withdraws, or null
 * @param occurredAt milliseconds since 1970-01-01T00:00Z; likewise {@code createdAt}
 * @param origin where the run began, or null if unknown; likewise {@code destination}
 * @param wagons 0, as are the following, where the report cannot count as a trip or the feed has no consist
 * @param commodities what was carried, as far as reported
 */
record Report(
        UUID eventId,
        UUID retracts,
        Kind kind,
        Sense sense,
        long occurredAt,
        long createdAt,
        String origin,
        String destination,
        int wagons,
        int loadedTeu,
        int emptyTeu,
        long kilograms,
        List<Commodity> commodities) {
    /** What was reported. */
    enum Kind {
        DEPARTURE(0),
        ARRIVAL(1),
        LODGED(2),
        SELECTED_SCAN(3),
        SELECTED_INSPECTION(4),
        HOLD(5),
        RELEASED(6),
        REFUSED(7),
        PLANNED_DEPARTURE(8),
        PLANNED_ARRIVAL(9),
        DELAY_CAUSE(10);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** The kind that a code of the stored form stands for; codes are never given to another. */
        static Kind ofCode(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind has the code " + code);
        }
    }

    /**
     * Of two reports of the same thing the greater one stands: the one created later. Only the content decides, so that
     * it does not matter in which order they came.
     */
    static final Comparator<Report> BY_STANDING = Comparator.comparingLong(Report::createdAt)
            .thenComparingLong(Report::occurredAt)
            .thenComparing(Report::eventId)
            .thenComparing(Report::toString);

    static Report of(TrainMovement movement) {
        Object detail = movement.getDetail();
        if (detail instanceof Departure departure) {
            return of(
                    movement,
                    Kind.DEPARTURE,
                    departure.getOrigin(),
                    departure.getDestination(),
                    departure.getConsist());
        }
        if (detail instanceof Arrival arrival) {
            return of(movement, Kind.ARRIVAL, arrival.getOrigin(), arrival.getDestination(), arrival.getConsist());
        }
        if (detail instanceof Clearance clearance) {
            return of(movement, Kind.valueOf(clearance.getStep().name()), null, null, null);
        }
        if (detail instanceof Plan plan) {
            return of(
                    movement,
                    switch (plan.getMovement()) {
                        case DEPARTURE -> Kind.PLANNED_DEPARTURE;
                        case ARRIVAL -> Kind.PLANNED_ARRIVAL;
                    },
                    null,
                    null,
                    null);
        }
        if (detail instanceof DelayCause) {
            return of(movement, Kind.DELAY_CAUSE, null, null, null);
        }
        throw new IllegalArgumentException("not a detail of this release: " + detail.getClass());
    }

    private static Report of(TrainMovement movement, Kind kind, String origin, String destination, Consist reported) {
        Sense sense = Sense.valueOf(movement.getDirection().name());
        Consist consist = kind == kindOfTrip(sense) ? reported : null;
        return new Report(
                movement.getEventId(),
                movement.getRetracts(),
                kind,
                sense,
                movement.getOccurredAt().toEpochMilli(),
                movement.getCreatedAt().toEpochMilli(),
                blankAsNull(origin),
                blankAsNull(destination),
                consist == null ? 0 : consist.getWagons(),
                consist == null ? 0 : consist.getLoadedTeu(),
                consist == null ? 0 : consist.getEmptyTeu(),
                consist == null ? 0 : kilograms(consist.getGrossTonnes()),
                consist == null ? List.of() : commodities(consist));
    }

    /** What counts as a trip, and so the only reports whose consist matters. */
    static Kind kindOfTrip(Sense sense) {
        return sense == Sense.RETURN ? Kind.ARRIVAL : Kind.DEPARTURE;
    }

    private static List<Commodity> commodities(Consist consist) {
        List<Commodity> commodities = new ArrayList<>(consist.getCommodities().size());
        for (dev.goldencorridor.schemas.Commodity carried : consist.getCommodities()) {
            commodities.add(new Commodity(
                    carried.getHs(), blankAsNull(carried.getConsignee()), kilograms(carried.getNetTonnes())));
        }
        return commodities;
    }

    private static long kilograms(double tonnes) {
        return Math.round(tonnes * 1000);
    }

    private static String blankAsNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    void write(DataOutput out) throws IOException {
        writeId(out, eventId);
        out.writeByte(kind.code | (retracts == null ? 0 : 0x80));
        if (retracts != null) {
            writeId(out, retracts);
        }
        out.writeByte(sense.code());
        VarLong.write(out, occurredAt);
        VarLong.write(out, createdAt - occurredAt);
        out.writeUTF(origin == null ? "" : origin);
        out.writeUTF(destination == null ? "" : destination);
        VarLong.write(out, wagons);
        VarLong.write(out, loadedTeu);
        VarLong.write(out, emptyTeu);
        VarLong.write(out, kilograms);
        VarLong.write(out, commodities.size());
        for (Commodity commodity : commodities) {
            out.writeUTF(commodity.hs());
            out.writeUTF(commodity.consignee() == null ? "" : commodity.consignee());
            VarLong.write(out, commodity.kilograms());
        }
    }

    static Report read(DataInput in) throws IOException {
        UUID eventId = readId(in);
        int kind = in.readUnsignedByte();
        UUID retracts = (kind & 0x80) == 0 ? null : readId(in);
        Sense sense = Sense.ofCode(in.readByte());
        long occurredAt = VarLong.read(in);
        long createdAt = occurredAt + VarLong.read(in);
        String origin = in.readUTF();
        String destination = in.readUTF();
        return new Report(
                eventId,
                retracts,
                Kind.ofCode(kind & 0x7F),
                sense,
                occurredAt,
                createdAt,
                origin.isEmpty() ? null : origin,
                destination.isEmpty() ? null : destination,
                (int) VarLong.read(in),
                (int) VarLong.read(in),
                (int) VarLong.read(in),
                VarLong.read(in),
                readCommodities(in));
    }

    private static List<Commodity> readCommodities(DataInput in) throws IOException {
        int size = (int) VarLong.read(in);
        List<Commodity> commodities = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            commodities.add(new Commodity(in.readUTF(), blankAsNull(in.readUTF()), VarLong.read(in)));
        }
        return commodities;
    }

    private static void writeId(DataOutput out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static UUID readId(DataInput in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }
}
