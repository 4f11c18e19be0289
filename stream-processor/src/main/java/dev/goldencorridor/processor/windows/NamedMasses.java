package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.ObjLongConsumer;

/**
 * The number of occurrences and the total mass of each name. There is one object for each day of each dimension. So it
 * consists of arrays, sorted by name, rather than a map of objects. Mutable; not thread-safe.
 */
final class NamedMasses {
    private static final int MIN_CAPACITY = 4;
    /** From this size on, merging is cheaper than single inserts. */
    private static final int MIN_MERGE_SIZE = 16;
    /** The cost of a name besides its characters: its length, its occurrences, and a mass. */
    static final int CHARACTERS_PER_NAME = 16;

    /** Shared empty arrays, since most days lack one kind of cargo or another. */
    private static final String[] NO_NAMES = {};

    private static final int[] NO_TIMES = {};
    private static final long[] NO_KILOGRAMS = {};

    /** The first {@code size} entries of each array are in use. */
    private String[] names = NO_NAMES;

    /** Occurrences, which distinguish a mass of zero from no mass. */
    private int[] times = NO_TIMES;

    private long[] kilograms = NO_KILOGRAMS;
    private int size;
    private int characters;

    int size() {
        return size;
    }

    /** The characters of all names, and {@value #CHARACTERS_PER_NAME} more for each. */
    int characters() {
        return characters;
    }

    boolean has(String name) {
        return find(name) >= 0;
    }

    private int find(String name) {
        return Arrays.binarySearch(names, 0, size, name);
    }

    void add(String name, int count, long mass) {
        int at = find(name);
        if (at < 0) {
            insert(-at - 1, name, count, mass);
            return;
        }
        times[at] += count;
        kilograms[at] += mass;
        if (times[at] == 0 && kilograms[at] == 0) {
            remove(at);
        }
    }

    void add(NamedMasses other, int sign) {
        if (other.size >= MIN_MERGE_SIZE) {
            merge(other, sign);
            return;
        }
        for (int i = 0; i < other.size; i++) {
            add(other.names[i], sign * other.times[i], sign * other.kilograms[i]);
        }
    }

    /** Merges in one pass over both. Inserting many names one by one would move the others each time. */
    private void merge(NamedMasses other, int sign) {
        NamedMasses merged = new NamedMasses();
        merged.allocate(size + other.size);
        int own = 0;
        int others = 0;
        while (own < size || others < other.size) {
            int order = own == size ? 1 : others == other.size ? -1 : names[own].compareTo(other.names[others]);
            int count = order <= 0 ? times[own] : 0;
            long mass = order <= 0 ? kilograms[own] : 0;
            String name = order <= 0 ? names[own++] : other.names[others];
            if (order >= 0) {
                count += sign * other.times[others];
                mass += sign * other.kilograms[others++];
            }
            if (count != 0 || mass != 0) {
                merged.insert(merged.size, name, count, mass);
            }
        }
        names = merged.names;
        times = merged.times;
        kilograms = merged.kilograms;
        size = merged.size;
        characters = merged.characters;
    }

    private void allocate(int length) {
        names = new String[length];
        times = new int[length];
        kilograms = new long[length];
    }

    /** Visits the names and their masses, by name. */
    void forEach(ObjLongConsumer<String> consumer) {
        for (int i = 0; i < size; i++) {
            consumer.accept(names[i], kilograms[i]);
        }
    }

    /** Takes an entry whose name exceeds the limit. */
    interface Overflow {
        void accept(String name, int times, long kilograms);
    }

    /**
     * Adds the entries of a change whose names are already present elsewhere, or fit into the limit.
     *
     * @param present contains the names that take no more characters
     * @param freeCharacters the characters that new names may take
     * @param overflow takes the other entries
     * @return the characters that remain free
     */
    int addBounded(NamedMasses change, NamedMasses present, int freeCharacters, Overflow overflow) {
        int free = freeCharacters;
        for (int i = 0; i < change.size; i++) {
            String name = change.names[i];
            int needed = present.has(name) ? 0 : CHARACTERS_PER_NAME + name.length();
            if (needed <= free) {
                free -= needed;
                add(name, change.times[i], change.kilograms[i]);
            } else {
                overflow.accept(name, change.times[i], change.kilograms[i]);
            }
        }
        return free;
    }

    private void insert(int at, String name, int count, long mass) {
        if (size == names.length) {
            int capacity = Math.max(MIN_CAPACITY, size + size / 2);
            names = Arrays.copyOf(names, capacity);
            times = Arrays.copyOf(times, capacity);
            kilograms = Arrays.copyOf(kilograms, capacity);
        }
        System.arraycopy(names, at, names, at + 1, size - at);
        System.arraycopy(times, at, times, at + 1, size - at);
        System.arraycopy(kilograms, at, kilograms, at + 1, size - at);
        names[at] = name;
        times[at] = count;
        kilograms[at] = mass;
        size++;
        characters += CHARACTERS_PER_NAME + name.length();
    }

    private void remove(int at) {
        size--;
        characters -= CHARACTERS_PER_NAME + names[at].length();
        System.arraycopy(names, at + 1, names, at, size - at);
        System.arraycopy(times, at + 1, times, at, size - at);
        System.arraycopy(kilograms, at + 1, kilograms, at, size - at);
        names[size] = null;
    }

    void write(DataOutput out) throws IOException {
        VarLong.write(out, size);
        for (int i = 0; i < size; i++) {
            out.writeUTF(names[i]);
            VarLong.write(out, times[i]);
            VarLong.write(out, kilograms[i]);
        }
    }

    void read(DataInput in) throws IOException {
        for (long left = VarLong.read(in); left > 0; left--) {
            // Interned, since there are few names and they recur in every pane.
            add(in.readUTF().intern(), (int) VarLong.read(in), VarLong.read(in));
        }
    }
}
