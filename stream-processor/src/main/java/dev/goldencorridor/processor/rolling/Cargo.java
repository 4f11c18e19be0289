package dev.goldencorridor.processor.rolling;

import dev.goldencorridor.processor.form.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
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

    private final Map<String, Load> byCommodity = new HashMap<>();
    private final Map<Receiver, Load> byReceiver = new HashMap<>();

    /** How often something was carried and how much of it, so that a load of nothing is told from none. */
    private static final class Load {
        private long entries;
        private long kilograms;
    }

    private record Receiver(String consignee, String chapter) {}

    /**
     * What one consignee receives of one chapter.
     *
     * @param chapter the first two digits of the Harmonized System code
     */
    public record Consignment(String consignee, String chapter, long kilograms) {}

    /** Adds one entry of a consist, {@code sign} times (+1 or -1). */
    Cargo add(Commodity carried, int sign) {
        long kilograms = sign * carried.kilograms();
        merge(byCommodity, carried.hs(), sign, kilograms);
        if (carried.consignee() != null) {
            merge(byReceiver, new Receiver(carried.consignee(), chapter(carried.hs())), sign, kilograms);
        }
        return this;
    }

    void add(Cargo other, int sign) {
        other.byCommodity.forEach((code, load) -> merge(byCommodity, code, sign * load.entries, sign * load.kilograms));
        other.byReceiver.forEach(
                (receiver, load) -> merge(byReceiver, receiver, sign * load.entries, sign * load.kilograms));
    }

    boolean isZero() {
        return byCommodity.isEmpty() && byReceiver.isEmpty();
    }

    /** How many different codes were carried. */
    public int commodityCodes() {
        return byCommodity.size();
    }

    /** Net mass in kilograms by chapter. */
    public Map<String, Long> kilogramsByChapter() {
        Map<String, Long> byChapter = new TreeMap<>();
        byCommodity.forEach((code, load) -> byChapter.merge(chapter(code), load.kilograms, Long::sum));
        return Collections.unmodifiableMap(byChapter);
    }

    /** How many different pairs of consignee and chapter there are. */
    public int consignments() {
        return byReceiver.size();
    }

    /** The largest by mass, the largest first; equal ones by name. */
    public List<Consignment> largestConsignments(int most) {
        return byReceiver.entrySet().stream()
                .map(entry -> new Consignment(
                        entry.getKey().consignee(), entry.getKey().chapter(), entry.getValue().kilograms))
                .sorted(LARGEST_FIRST)
                .limit(most)
                .toList();
    }

    private static String chapter(String code) {
        return code.substring(0, Math.min(CHAPTER_DIGITS, code.length()));
    }

    private static <K> void merge(Map<K, Load> loads, K key, long entries, long kilograms) {
        Load load = loads.computeIfAbsent(key, k -> new Load());
        load.entries += entries;
        load.kilograms += kilograms;
        if (load.entries == 0 && load.kilograms == 0) {
            loads.remove(key);
        }
    }

    void write(DataOutput out) throws IOException {
        VarLong.write(out, byCommodity.size());
        for (Map.Entry<String, Load> entry : byCommodity.entrySet()) {
            out.writeUTF(entry.getKey());
            writeLoad(out, entry.getValue());
        }
        VarLong.write(out, byReceiver.size());
        for (Map.Entry<Receiver, Load> entry : byReceiver.entrySet()) {
            out.writeUTF(entry.getKey().consignee());
            out.writeUTF(entry.getKey().chapter());
            writeLoad(out, entry.getValue());
        }
    }

    void read(DataInput in) throws IOException {
        for (long left = VarLong.read(in); left > 0; left--) {
            byCommodity.put(in.readUTF(), readLoad(in));
        }
        for (long left = VarLong.read(in); left > 0; left--) {
            byReceiver.put(new Receiver(in.readUTF(), in.readUTF()), readLoad(in));
        }
    }

    private static void writeLoad(DataOutput out, Load load) throws IOException {
        VarLong.write(out, load.entries);
        VarLong.write(out, load.kilograms);
    }

    private static Load readLoad(DataInput in) throws IOException {
        Load load = new Load();
        load.entries = VarLong.read(in);
        load.kilograms = VarLong.read(in);
        return load;
    }
}
