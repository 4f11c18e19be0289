package dev.goldencorridor.processor.runs;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.Commodity;
import dev.goldencorridor.processor.model.Consist;
import dev.goldencorridor.processor.model.TravelDirection;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes and reads the stored bytes of a report. The visit that contains it has the version. */
final class ReportCodec {
    /** Flags that share a byte with the code of the kind. */
    private static final int HAS_RETRACTS = 0x80;

    private static final int HAS_PLAN = 0x40;
    private static final int HAS_TEXT = 0x20;
    private static final int KIND_MASK = 0x1F;

    /** Flags that share a byte with the code of the direction. */
    private static final int HAS_OPERATOR_LINE = 0x80;

    private static final int HAS_CONSIST = 0x40;
    private static final int HAS_NEXT_BORDER = 0x20;
    private static final int DIRECTION_MASK = 0x0F;

    /** The consist of a report that cannot count as a trip, as the former release stored it. */
    private static final Consist NO_CONSIST = new Consist(0, 0, 0, 0);

    private ReportCodec() {}

    static void write(DataOutput out, Report report) throws IOException {
        long occurredAt = report.occurredAt();
        boolean hasPlan = report.plannedAt() != UNKNOWN;
        boolean hasText = report.alertType() != null || report.text() != null;
        writeId(out, report.eventId());
        out.writeByte(report.kind().code()
                | (report.retracts() == null ? 0 : HAS_RETRACTS)
                | (hasPlan ? HAS_PLAN : 0)
                | (hasText ? HAS_TEXT : 0));
        if (report.retracts() != null) {
            writeId(out, report.retracts());
        }
        out.writeByte(report.direction().code()
                | (report.operatorLine() == null ? 0 : HAS_OPERATOR_LINE)
                | (report.nextBorder() == null ? 0 : HAS_NEXT_BORDER)
                | (report.consist() == null ? 0 : HAS_CONSIST));
        VarLong.write(out, occurredAt);
        VarLong.write(out, report.createdAt() - occurredAt);
        out.writeUTF(report.trainNumber());
        if (hasPlan) {
            VarLong.write(out, report.plannedAt() - occurredAt);
        }
        if (hasText) {
            writeText(out, report.alertType());
            writeText(out, report.text());
        }
        writeText(out, report.origin());
        writeText(out, report.destination());
        if (report.nextBorder() != null) {
            out.writeUTF(report.nextBorder());
        }
        if (report.operatorLine() != null) {
            out.writeUTF(report.operatorLine());
        }
        if (report.consist() != null) {
            report.consist().write(out);
        }
        VarLong.write(out, report.commodities().size());
        for (Commodity commodity : report.commodities()) {
            out.writeUTF(commodity.hs());
            writeText(out, commodity.consignee());
            VarLong.write(out, commodity.kilograms());
        }
    }

    static Report read(DataInput in) throws IOException {
        return read(in, false);
    }

    /** Reads a report of the former release, which stored no operator line, and always four numbers of a consist. */
    static Report readFormer(DataInput in) throws IOException {
        return read(in, true);
    }

    private static Report read(DataInput in, boolean isFormer) throws IOException {
        UUID eventId = readId(in);
        int flags = in.readUnsignedByte();
        UUID retracts = (flags & HAS_RETRACTS) == 0 ? null : readId(in);
        int more = in.readUnsignedByte();
        TravelDirection direction = TravelDirection.ofCode(more & DIRECTION_MASK);
        long occurredAt = VarLong.read(in);
        long createdAt = occurredAt + VarLong.read(in);
        String trainNumber = in.readUTF();
        long plannedAt = (flags & HAS_PLAN) == 0 ? UNKNOWN : occurredAt + VarLong.read(in);
        boolean hasText = (flags & HAS_TEXT) != 0;
        String alertType = hasText ? readText(in) : null;
        String text = hasText ? readText(in) : null;
        return new Report(
                eventId,
                retracts,
                ReportKind.ofCode(flags & KIND_MASK),
                direction,
                trainNumber,
                occurredAt,
                createdAt,
                plannedAt,
                readText(in),
                readText(in),
                (more & HAS_NEXT_BORDER) == 0 ? null : in.readUTF(),
                (more & HAS_OPERATOR_LINE) == 0 ? null : in.readUTF(),
                isFormer ? readFormerConsist(in) : (more & HAS_CONSIST) == 0 ? null : Consist.read(in),
                readCommodities(in),
                alertType,
                text);
    }

    private static Consist readFormerConsist(DataInput in) throws IOException {
        Consist consist = Consist.read(in);
        return consist.equals(NO_CONSIST) ? null : consist;
    }

    private static List<Commodity> readCommodities(DataInput in) throws IOException {
        int size = (int) VarLong.read(in);
        List<Commodity> commodities = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            commodities.add(new Commodity(in.readUTF(), readText(in), VarLong.read(in)));
        }
        return commodities;
    }

    /** Null and the empty text have the same bytes. */
    private static void writeText(DataOutput out, String text) throws IOException {
        out.writeUTF(text == null ? "" : text);
    }

    private static String readText(DataInput in) throws IOException {
        String text = in.readUTF();
        return text.isBlank() ? null : text;
    }

    private static void writeId(DataOutput out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static UUID readId(DataInput in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }
}
