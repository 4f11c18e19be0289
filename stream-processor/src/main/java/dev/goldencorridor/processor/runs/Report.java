package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.Commodity;
import dev.goldencorridor.processor.model.TravelDirection;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * What is kept of a movement: as much as its run's measurements and calls need.
 *
 * @param retracts the event that it withdraws, or null
 * @param trainNumber cut where no train number is as long
 * @param occurredAt milliseconds since 1970-01-01T00:00Z; likewise {@code createdAt}
 * @param plannedAt likewise; {@link #UNPLANNED} if none was told
 * @param origin where the run began, or null if unknown; likewise {@code destination}
 * @param wagons 0, as are the following, where the report cannot count as a trip or the feed has no consist
 * @param commodities what was carried, as far as reported
 * @param alertType of a delay's cause: the type of alert that it explains; null if it explains all
 * @param text of a delay's cause, a hold or a refusal: why; null if not told. Cut where it is no longer for readers
 */
record Report(
        UUID eventId,
        UUID retracts,
        Kind kind,
        TravelDirection sense,
        String trainNumber,
        long occurredAt,
        long createdAt,
        long plannedAt,
        String origin,
        String destination,
        int wagons,
        int loadedTeu,
        int emptyTeu,
        long kilograms,
        List<Commodity> commodities,
        String alertType,
        String text) {
    static final long UNPLANNED = Long.MIN_VALUE;

    private static final int HAS_RETRACTS = 0x80;
    private static final int HAS_PLAN = 0x40;
    private static final int HAS_TEXT = 0x20;
    private static final int KIND = 0x1F;
    /** No plan is before the first China–Europe train, or has more than the 13 digits that times have until the year 2286. */
    private static final long FIRST_PLAN = Instant.parse("2011-01-01T00:00:00Z").toEpochMilli();

    private static final long LAST_PLAN = 9_999_999_999_999L;
    private static final int LONGEST_NUMBER = 64;
    /** Of all but texts, bytes. */
    private static final int NUMBERS = 48;

    private static final int NUMBERS_OF_COMMODITY = 8;
    private static final int LONGEST_TEXT = 300;

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

        /** Whether it tells of something that the train did, or that was done with it. */
        boolean isOfTheTrain() {
            return this != PLANNED_DEPARTURE && this != PLANNED_ARRIVAL && this != DELAY_CAUSE;
        }

        private boolean isPlan() {
            return this == PLANNED_DEPARTURE || this == PLANNED_ARRIVAL;
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
            return ofMovement(
                    movement,
                    Kind.DEPARTURE,
                    departure.getOrigin(),
                    departure.getDestination(),
                    departure.getConsist());
        }
        if (detail instanceof Arrival arrival) {
            return ofMovement(
                    movement, Kind.ARRIVAL, arrival.getOrigin(), arrival.getDestination(), arrival.getConsist());
        }
        if (detail instanceof Clearance clearance) {
            Kind step = Kind.valueOf(clearance.getStep().name());
            return ofWords(
                    movement, step, null, step == Kind.HOLD || step == Kind.REFUSED ? clearance.getReason() : null);
        }
        if (detail instanceof Plan plan) {
            return ofWords(
                    movement,
                    switch (plan.getMovement()) {
                        case DEPARTURE -> Kind.PLANNED_DEPARTURE;
                        case ARRIVAL -> Kind.PLANNED_ARRIVAL;
                    },
                    null,
                    null);
        }
        if (detail instanceof DelayCause cause) {
            String text = blankAsNull(cause.getText());
            return ofWords(movement, Kind.DELAY_CAUSE, cause.getAlertType(), text == null ? cause.getCode() : text);
        }
        throw new IllegalArgumentException("not a detail of this release: " + detail.getClass());
    }

    private static Report ofMovement(
            TrainMovement movement, Kind kind, String origin, String destination, Consist reported) {
        Consist consist = kind == kindOfTrip(sense(movement)) ? reported : null;
        return new Report(
                movement.getEventId(),
                movement.getRetracts(),
                kind,
                sense(movement),
                cut(movement.getTrainNumber(), LONGEST_NUMBER),
                movement.getOccurredAt().toEpochMilli(),
                movement.getCreatedAt().toEpochMilli(),
                planned(movement),
                blankAsNull(origin),
                blankAsNull(destination),
                consist == null ? 0 : consist.getWagons(),
                consist == null ? 0 : consist.getLoadedTeu(),
                consist == null ? 0 : consist.getEmptyTeu(),
                consist == null ? 0 : kilograms(consist.getGrossTonnes()),
                consist == null ? List.of() : commodities(consist),
                null,
                null);
    }

    private static Report ofWords(TrainMovement movement, Kind kind, String alertType, String text) {
        String type = blankAsNull(alertType);
        String words = blankAsNull(text);
        return new Report(
                movement.getEventId(),
                movement.getRetracts(),
                kind,
                sense(movement),
                cut(movement.getTrainNumber(), LONGEST_NUMBER),
                movement.getOccurredAt().toEpochMilli(),
                movement.getCreatedAt().toEpochMilli(),
                kind.isPlan() ? planned(movement) : UNPLANNED,
                null,
                null,
                0,
                0,
                0,
                0,
                List.of(),
                type == null ? null : cut(type, LONGEST_NUMBER),
                words == null ? null : cut(words, LONGEST_TEXT));
    }

    private static TravelDirection sense(TrainMovement movement) {
        return TravelDirection.valueOf(movement.getDirection().name());
    }

    private static long planned(TrainMovement movement) {
        return movement.getPlannedAt() == null
                ? UNPLANNED
                : movement.getPlannedAt().toEpochMilli();
    }

    /**
     * Whether it is what may be the plan: a plan says when, or that not; an event has one or none. A time at which no train
     * ran or will run is no plan.
     */
    boolean tellsPlan() {
        return plannedAt == UNPLANNED ? kind.isPlan() : plannedAt >= FIRST_PLAN && plannedAt <= LAST_PLAN;
    }

    /** Never between the two halves of a character. */
    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }

    /** What counts as a trip, and so the only reports whose consist matters. */
    static Kind kindOfTrip(TravelDirection sense) {
        return sense == TravelDirection.RETURN ? Kind.ARRIVAL : Kind.DEPARTURE;
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

    /** About how many bytes it is when written. */
    int length() {
        int length = NUMBERS + length(trainNumber) + length(origin) + length(destination);
        length += length(alertType) + length(text);
        for (Commodity commodity : commodities) {
            length += NUMBERS_OF_COMMODITY + length(commodity.hs()) + length(commodity.consignee());
        }
        return length;
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }

    void write(DataOutput out) throws IOException {
        writeId(out, eventId);
        out.writeByte(kind.code
                | (retracts == null ? 0 : HAS_RETRACTS)
                | (plannedAt == UNPLANNED ? 0 : HAS_PLAN)
                | (alertType == null && text == null ? 0 : HAS_TEXT));
        if (retracts != null) {
            writeId(out, retracts);
        }
        out.writeByte(sense.code());
        VarLong.write(out, occurredAt);
        VarLong.write(out, createdAt - occurredAt);
        out.writeUTF(trainNumber);
        if (plannedAt != UNPLANNED) {
            VarLong.write(out, plannedAt - occurredAt);
        }
        if (alertType != null || text != null) {
            out.writeUTF(alertType == null ? "" : alertType);
            out.writeUTF(text == null ? "" : text);
        }
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
        UUID retracts = (kind & HAS_RETRACTS) == 0 ? null : readId(in);
        TravelDirection sense = TravelDirection.ofCode(in.readByte());
        long occurredAt = VarLong.read(in);
        long createdAt = occurredAt + VarLong.read(in);
        String trainNumber = in.readUTF();
        long plannedAt = (kind & HAS_PLAN) == 0 ? UNPLANNED : occurredAt + VarLong.read(in);
        boolean hasText = (kind & HAS_TEXT) != 0;
        String alertType = hasText ? blankAsNull(in.readUTF()) : null;
        String text = hasText ? blankAsNull(in.readUTF()) : null;
        return new Report(
                eventId,
                retracts,
                Kind.ofCode(kind & KIND),
                sense,
                trainNumber,
                occurredAt,
                createdAt,
                plannedAt,
                blankAsNull(in.readUTF()),
                blankAsNull(in.readUTF()),
                (int) VarLong.read(in),
                (int) VarLong.read(in),
                (int) VarLong.read(in),
                VarLong.read(in),
                readCommodities(in),
                alertType,
                text);
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
