package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * A set of days, as a bit set. A bulk correction changes thousands of days of thousands of dimensions, and a set of
 * objects would fill the heap. Mutable; not thread-safe.
 */
public final class ChangedDays {
    /** The most words of a stored set: 718 years. */
    private static final int MAX_WORDS = 4_096;

    private static final long[] NONE = {};

    /** The number of the first 64-bit word, whose days begin at {@code 64 * firstWord}. */
    private long firstWord;

    private long[] words = NONE;

    public boolean isEmpty() {
        return words.length == 0;
    }

    public void add(long day) {
        long word = day >> 6;
        if (isEmpty()) {
            firstWord = word;
            words = new long[1];
        } else if (word < firstWord) {
            long[] longer = new long[Math.toIntExact(firstWord + words.length - word)];
            System.arraycopy(words, 0, longer, longer.length - words.length, words.length);
            words = longer;
            firstWord = word;
        } else if (word >= firstWord + words.length) {
            words = Arrays.copyOf(words, Math.toIntExact(word - firstWord + 1));
        }
        words[(int) (word - firstWord)] |= 1L << (day & 63);
    }

    public void addAll(ChangedDays other) {
        other.forEach(this::add);
    }

    /** Visits the days in ascending order. */
    public void forEach(LongConsumer consumer) {
        for (int i = 0; i < words.length; i++) {
            for (long left = words[i]; left != 0; left &= left - 1) {
                consumer.accept(((firstWord + i) << 6) + Long.numberOfTrailingZeros(left));
            }
        }
    }

    public void write(DataOutput out) throws IOException {
        VarLong.write(out, words.length);
        VarLong.write(out, firstWord);
        for (long word : words) {
            out.writeLong(word);
        }
    }

    public static ChangedDays read(DataInput in) throws IOException {
        ChangedDays days = new ChangedDays();
        long length = VarLong.read(in);
        if (length < 0 || length > MAX_WORDS) {
            throw new IOException("a set of days of " + length + " words; there are at most " + MAX_WORDS);
        }
        days.firstWord = VarLong.read(in);
        days.words = length == 0 ? NONE : new long[(int) length];
        for (int i = 0; i < length; i++) {
            days.words[i] = in.readLong();
        }
        return days;
    }
}
