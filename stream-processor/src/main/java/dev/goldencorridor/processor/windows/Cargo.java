package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.Commodity;
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
 *
 * <p>Names are what publishers make them. So that a faulty one cannot make a day's record as long as it likes, a day has as
 * many as fit in {@value #MOST_CHARACTERS} characters, of which each name takes its own and {@value
 * Loads#CHARACTERS_PER_NAME} more; what comes with others then {@linkplain #admitted is counted} without them. While anything is counted so, no new name is taken in: what is withdrawn is then found where it was added.
 * Which names a day has then depends on which came first; masses do not. Of months and years the names are those of their
 * days, as many as fit in {@value #MAX_CHARACTERS_OF_A_PERIOD} characters.
 */
public final class Cargo {
    /** Enough for some 5,000 names, of which one day's trains through both ports have a fraction. */
    static final int MOST_CHARACTERS = 250_000;

    /** Of a month or a year: some 30,000 names. */
    static final int MAX_CHARACTERS_OF_A_PERIOD = 1_000_000;

    private static final int CHAPTER_DIGITS = 2;
    private static final String NONE = "";
    private static final Comparator<Consignment> LARGEST_FIRST = Comparator.comparingLong(Consignment::kilograms)
            .reversed()
            .thenComparing(Consignment::consignee)
            .thenComparing(Consignment::chapter);

    private final int maxCharacters;
    private final NamedMasses byCommodity = new NamedMasses();
    /** A name is the chapter's length (a character), the chapter and the consignee: what a text may hold is the publisher's. */
    private final NamedMasses byReceiver = new NamedMasses();

    /** By chapter, of commodities without a name here. */
    private final NamedMasses otherCommodities = new NamedMasses();

    /** Under one name. */
    private final NamedMasses otherReceivers = new NamedMasses();

    /**
     * What one consignee receives of one chapter.
     *
     * @param chapter the first two digits of the Harmonized System code
     */
    public record Consignment(String consignee, String chapter, long kilograms) {}

    /** Of a minute, a day or a change. */
    Cargo() {
        this(MOST_CHARACTERS);
    }

    /** @param maxCharacters that its names may have */
    Cargo(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

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
        otherCommodities.add(other.otherCommodities, sign);
        otherReceivers.add(other.otherReceivers, sign);
    }

    /** A change as it can be added here: as it is, or without those of its names that are too many. */
    Cargo admitted(Cargo change) {
        if (!isAnyWithoutName() && characters() + change.characters() <= maxCharacters) {
            return change;
        }
        Cargo admitted = new Cargo();
        admitted.otherCommodities.add(change.otherCommodities, 1);
        admitted.otherReceivers.add(change.otherReceivers, 1);
        int room = isAnyWithoutName() ? 0 : Math.max(0, maxCharacters - characters());
        room = admitted.byCommodity.addAdmitted(
                change.byCommodity,
                byCommodity,
                room,
                (code, times, kilograms) -> admitted.otherCommodities.add(chapterIfAny(code), times, kilograms));
        admitted.byReceiver.addAdmitted(
                change.byReceiver,
                byReceiver,
                room,
                (receiver, times, kilograms) -> admitted.otherReceivers.add(NONE, times, kilograms));
        return admitted;
    }

    private int characters() {
        return byCommodity.characters() + byReceiver.characters();
    }

    private boolean isAnyWithoutName() {
        return otherCommodities.size() > 0 || otherReceivers.size() > 0;
    }

    boolean isZero() {
        return byCommodity.size() == 0 && byReceiver.size() == 0 && !isAnyWithoutName();
    }

    /** How many names it has, of commodities and of receivers. */
    int names() {
        return byCommodity.size() + byReceiver.size();
    }

    /** How many different codes were carried, as far as there is room for them. */
    public int commodityCodes() {
        return byCommodity.size();
    }

    /** Net mass in kilograms by chapter; of what has none, under an empty one. */
    public Map<String, Long> kilogramsByChapter() {
        Map<String, Long> byChapter = new TreeMap<>();
        byCommodity.forEach((code, kilograms) -> byChapter.merge(chapter(code), kilograms, Long::sum));
        otherCommodities.forEach((chapter, kilograms) -> byChapter.merge(chapter, kilograms, Long::sum));
        return Collections.unmodifiableMap(byChapter);
    }

    /** How many different pairs of consignee and chapter there are, as far as there is room for them. */
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

    /** Only what can be one: two digits. */
    private static String chapterIfAny(String code) {
        String chapter = chapter(code);
        return chapter.length() == CHAPTER_DIGITS && chapter.chars().allMatch(c -> c >= '0' && c <= '9')
                ? chapter
                : NONE;
    }

    private static String chapter(String code) {
        return code.substring(0, Math.min(CHAPTER_DIGITS, code.length()));
    }

    void write(DataOutput out) throws IOException {
        byCommodity.write(out);
        byReceiver.write(out);
        otherCommodities.write(out);
        otherReceivers.write(out);
    }

    void read(DataInput in) throws IOException {
        byCommodity.read(in);
        byReceiver.read(in);
        otherCommodities.read(in);
        otherReceivers.read(in);
    }
}
