package dev.goldencorridor.processor.rolling;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What trips carried: by commodity, and by consignee and chapter where a consignee is told. Adds and subtracts like the
 * pane that it belongs to. Mutable; not safe for use by several threads.
 */
public final class Cargo {
    private static final int CHAPTER_DIGITS = 2;
    private static final Comparator<Consignment> LARGEST_FIRST = Comparator.comparingLong(Consignment::kilograms)
            .reversed()
            .thenComparing(Consignment::consignee)
            .thenComparing(Consignment::chapter);

    private final Loads byCommodity = new Loads();
    /** A name is the chapter's length (a character), the chapter and the consignee: what a text may hold is the publisher's. */
    private final Loads byReceiver = new Loads();

    /**
     * What one consignee receives of one chapter.
     *
     * @param chapter the first two digits of the Harmonized System code
     */
    public record Consignment(String consignee, String chapter, long kilograms) {}

    /** Adds one entry of a consist, {@code sign} times (+1 or -1). */
    void add(Commodity carried, int sign) {
        byCommodity.add(carried.hs(), sign, sign * carried.kilograms());
        if (carried.consignee() != null) {
            byReceiver.add(receiver(chapter(carried.hs()), carried.consignee()), sign, sign * carried.kilograms());
        }
    }

    void add(Cargo other, int sign) {
        byCommodity.add(other.byCommodity, sign);
        byReceiver.add(other.byReceiver, sign);
    }

    boolean isZero() {
        return byCommodity.size() == 0 && byReceiver.size() == 0;
    }

    /** How many different codes were carried. */
    public int commodityCodes() {
        return byCommodity.size();
    }

    /** Net mass in kilograms by chapter. */
    public Map<String, Long> kilogramsByChapter() {
        Map<String, Long> byChapter = new TreeMap<>();
        byCommodity.forEach((code, kilograms) -> byChapter.merge(chapter(code), kilograms, Long::sum));
        return Collections.unmodifiableMap(byChapter);
    }

    /** How many different pairs of consignee and chapter there are. */
    public int consignments() {
        return byReceiver.size();
    }

    /** The largest by mass, the largest first; equal ones by name. */
    public List<Consignment> largestConsignments(int most) {
        List<Consignment> all = new ArrayList<>(byReceiver.size());
        byReceiver.forEach((name, kilograms) -> {
            int consignee = 1 + name.charAt(0);
            all.add(new Consignment(name.substring(consignee), name.substring(1, consignee), kilograms));
        });
        all.sort(LARGEST_FIRST);
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    private static String receiver(String chapter, String consignee) {
        return (char) chapter.length() + chapter + consignee;
    }

    private static String chapter(String code) {
        return code.substring(0, Math.min(CHAPTER_DIGITS, code.length()));
    }

    void write(DataOutput out) throws IOException {
        byCommodity.write(out);
        byReceiver.write(out);
    }

    void read(DataInput in) throws IOException {
        byCommodity.read(in);
        byReceiver.read(in);
    }
}
