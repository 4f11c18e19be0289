package dev.goldencorridor.processor.windows;

import static dev.goldencorridor.processor.limits.TaskLimits.MAX_DAY_NAMES_CHARS;

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
 * The cargo of trips, by commodity, and by consignee and chapter where a consignee is reported. Adds and subtracts like
 * the pane that it belongs to. Mutable; not thread-safe.
 *
 * <p>Publishers choose the names, so a faulty one could make a day's record as long as it likes. Therefore the names of
 * a day have at most {@code MAX_DAY_NAMES_CHARS} characters. Each name counts with {@value
 * NamedMasses#CHARACTERS_PER_NAME} characters more. Surplus names are {@linkplain #bounded dropped}, and their masses
 * are counted without a name.
 *
 * <p>While any mass is counted without a name, no new name is accepted. So a withdrawal finds a mass where it was
 * added. The names of a day then depend on the order of the changes; its masses do not. A month or year has the names
 * of its days, with at most {@code MAX_PERIOD_NAMES_CHARS} characters.
 */
public final class Cargo {
    private static final int CHAPTER_DIGITS = 2;
    private static final String NONE = "";
    private static final Comparator<Consignment> LARGEST_FIRST = Comparator.comparingLong(Consignment::kilograms)
            .reversed()
            .thenComparing(Consignment::consignee)
            .thenComparing(Consignment::chapter);

    private final int maxCharacters;
    private final NamedMasses byCommodity = new NamedMasses();
    /**
     * A name is the chapter's length (one character), the chapter and the consignee. A separator would not do, since a
     * publisher's text may contain any character.
     */
    private final NamedMasses byReceiver = new NamedMasses();

    /** The commodities whose names were dropped, by chapter. */
    private final NamedMasses otherCommodities = new NamedMasses();

    /** The receivers whose names were dropped, under one empty name. */
    private final NamedMasses otherReceivers = new NamedMasses();

    /**
     * The goods of one chapter for one consignee.
     *
     * @param chapter the first two digits of the Harmonized System code
     */
    public record Consignment(String consignee, String chapter, long kilograms) {}

    /** The cargo of a minute, a day or a change. */
    Cargo() {
        this(MAX_DAY_NAMES_CHARS);
    }

    /** @param maxCharacters the bound on its names */
    Cargo(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    /** Adds one entry of a consist, {@code sign} times (+1 or -1). */
    void add(Commodity commodity, int sign) {
        byCommodity.add(commodity.hs(), sign, sign * commodity.kilograms());
        if (commodity.consignee() != null) {
            byReceiver.add(
                    receiver(chapter(commodity.hs()), commodity.consignee()), sign, sign * commodity.kilograms());
        }
    }

    void add(Cargo other, int sign) {
        byCommodity.add(other.byCommodity, sign);
        byReceiver.add(other.byReceiver, sign);
        otherCommodities.add(other.otherCommodities, sign);
        otherReceivers.add(other.otherReceivers, sign);
    }

    /** A change as it can be added to this cargo: as it is, or without the names that exceed the bound. */
    Cargo bounded(Cargo change) {
        if (!hasDroppedNames() && characters() + change.characters() <= maxCharacters) {
            return change;
        }
        Cargo bounded = new Cargo();
        bounded.otherCommodities.add(change.otherCommodities, 1);
        bounded.otherReceivers.add(change.otherReceivers, 1);
        int free = hasDroppedNames() ? 0 : Math.max(0, maxCharacters - characters());
        free = bounded.byCommodity.addBounded(
                change.byCommodity,
                byCommodity,
                free,
                (code, times, kilograms) -> bounded.otherCommodities.add(chapterIfAny(code), times, kilograms));
        bounded.byReceiver.addBounded(
                change.byReceiver,
                byReceiver,
                free,
                (receiver, times, kilograms) -> bounded.otherReceivers.add(NONE, times, kilograms));
        return bounded;
    }

    private int characters() {
        return byCommodity.characters() + byReceiver.characters();
    }

    private boolean hasDroppedNames() {
        return otherCommodities.size() > 0 || otherReceivers.size() > 0;
    }

    boolean isZero() {
        return byCommodity.size() == 0 && byReceiver.size() == 0 && !hasDroppedNames();
    }

    /** The number of names, of commodities and of receivers. */
    int names() {
        return byCommodity.size() + byReceiver.size();
    }

    /** The number of distinct codes, without dropped names. */
    public int commodityCodes() {
        return byCommodity.size();
    }

    /** Net mass in kilograms by chapter. The empty chapter has the goods without one. */
    public Map<String, Long> kilogramsByChapter() {
        Map<String, Long> byChapter = new TreeMap<>();
        byCommodity.forEach((code, kilograms) -> byChapter.merge(chapter(code), kilograms, Long::sum));
        otherCommodities.forEach((chapter, kilograms) -> byChapter.merge(chapter, kilograms, Long::sum));
        return Collections.unmodifiableMap(byChapter);
    }

    /** The number of distinct pairs of consignee and chapter, without dropped names. */
    public int consignments() {
        return byReceiver.size();
    }

    /** The consignments with the largest mass, the largest first. Equal ones are in the order of their names. */
    public List<Consignment> largestConsignments(int limit) {
        List<Consignment> all = new ArrayList<>(byReceiver.size());
        byReceiver.forEach((name, kilograms) -> {
            int consignee = 1 + name.charAt(0);
            all.add(new Consignment(name.substring(consignee), name.substring(1, consignee), kilograms));
        });
        all.sort(LARGEST_FIRST);
        return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    }

    private static String receiver(String chapter, String consignee) {
        return (char) chapter.length() + chapter + consignee;
    }

    /** The chapter of a code; empty unless it is two digits. */
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
