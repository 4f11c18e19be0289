package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * A set of days or of hours, as a bit set. Both count from 1970-01-01. A bulk correction changes thousands of days of
 * thousands of dimensions, and a set of objects would fill the heap. Mutable; not thread-safe.
 */
public final class PeriodNumbers {
    /** The most words of a stored set: 1,436 years of days, or 59 years of hours. */
    private static final int MAX_WORDS = 8_192;

    private static final long[] NONE = {};

    /** The number of the first 64-bit word, whose members begin at {@code 64 * firstWord}. */
    private long firstWord;

    /** The first word is never zero. */
    private long[] words = NONE;

    public boolean isEmpty() {
        return words.length == 0;
    }

    public void add(long number) {
        long word = number >> 6;
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
        words[(int) (word - firstWord)] |= 1L << (number & 63);
    }

    public void addAll(PeriodNumbers other) {
        other.forEach(this::add);
    }

    /** Removes the least member and returns it. The set must not be empty. */
    public long pollFirst() {
        long first = (firstWord << 6) + Long.numberOfTrailingZeros(words[0]);
        words[0] &= words[0] - 1;
        int zeros = 0;
        while (zeros < words.length && words[zeros] == 0) {
            zeros++;
        }
        if (zeros > 0) {
            words = zeros == words.length ? NONE : Arrays.copyOfRange(words, zeros, words.length);
            firstWord += zeros;
        }
        return first;
    }

    /** Visits the members in ascending order. */
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

    public static PeriodNumbers read(DataInput in) throws IOException {
        PeriodNumbers numbers = new PeriodNumbers();
        long length = VarLong.read(in);
        if (length < 0 || length > MAX_WORDS) {
            throw new IOException("a set of periods of " + length + " words; there are at most " + MAX_WORDS);
        }
        numbers.firstWord = VarLong.read(in);
        numbers.words = length == 0 ? NONE : new long[(int) length];
        for (int i = 0; i < length; i++) {
            numbers.words[i] = in.readLong();
        }
        return numbers;
    }
}
