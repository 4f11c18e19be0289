package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.state.WriteBehindCache;
import dev.goldencorridor.runtime.Digest;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * The revision and the content digest that were last emitted under each key. A value is emitted only if its content has
 * changed, with the next revision. The heap holds only the keys in use, since a calendar has far more keys than change.
 */
final class EmittedValues {
    private static final char SEPARATOR = '\0';
    /** In practice no content has this digest. */
    private static final Digest UNKNOWN = new Digest(0, 0);

    private static final char SLASH = '/';
    private static final char AFTER_SLASH = '0';
    private static final String REVISION = "revision";

    private final StoreSection store;
    private final WriteBehindCache<Emitted> emittedByKey;
    private final ContentDigest digests = new ContentDigest();
    private int compared;

    /** The revision and the content digest of the value that was last emitted under a key. */
    private record Emitted(long revision, Digest content) {
        static Emitted fromBytes(byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new Emitted(buffer.getLong(), new Digest(buffer.getLong(), buffer.getLong()));
        }

        byte[] toBytes() {
            return ByteBuffer.allocate(3 * Long.BYTES)
                    .putLong(revision)
                    .putLong(content.high())
                    .putLong(content.low())
                    .array();
        }
    }

    /** Returns the stored bytes with the same revision and a digest that no content has. */
    static byte[] withUnknownContent(byte[] stored) {
        return new Emitted(Emitted.fromBytes(stored).revision, UNKNOWN).toBytes();
    }

    /**
     * The emitted values of a task.
     *
     * @param maxHeapEntries limits the cache. A dimension has 4 to 17 keys of windows, and every change reads them.
     */
    EmittedValues(StoreSection store, int maxHeapEntries, CommitHook.Registration hook) {
        this.store = store;
        this.emittedByKey = new WriteBehindCache<>(store, Emitted::toBytes, Emitted::fromBytes, maxHeapEntries, hook);
    }

    boolean has(AggregateRoute route, String key) {
        return emittedByKey.entry(storeKey(route, key)).value() != null;
    }

    /**
     * Removes a key. If it is emitted again, its revisions restart at 1.
     *
     * @return whether a value was emitted under it
     */
    boolean remove(AggregateRoute route, String key) {
        WriteBehindCache<Emitted>.Entry entry = emittedByKey.entry(storeKey(route, key));
        if (entry.value() == null) {
            return false;
        }
        compared++;
        entry.set(null);
        return true;
    }

    /**
     * Sets a value's next revision and records the value as emitted, unless its content equals the content that was
     * last emitted under the key.
     *
     * @param clock the pipeline's clock when the value was built, milliseconds since 1970-01-01T00:00Z
     * @return whether the content has changed, so that the value must be emitted
     */
    boolean revise(AggregateRoute route, String key, SpecificRecord value, long clock) {
        compared++;
        WriteBehindCache<Emitted>.Entry entry = emittedByKey.entry(storeKey(route, key));
        Emitted last = entry.value();
        Digest content = digests.of(value, clock);
        if (isUnchanged(last, content)) {
            return false;
        }
        long revision = last == null ? 1 : last.revision + 1;
        value.put(value.getSchema().getField(REVISION).pos(), revision);
        entry.set(new Emitted(revision, content));
        return true;
    }

    private static boolean isUnchanged(Emitted last, Digest content) {
        return last != null && last.content.equals(content);
    }

    /**
     * The last parts of a dimension's keys under which values were emitted: names of windows and of calendar periods.
     *
     * @param from the first part to return
     * @param before parts from this one on are left out, in the order of strings
     */
    List<String> suffixes(AggregateRoute route, String dimension, String from, String before) {
        emittedByKey.flush();
        String prefix = storeKey(route, dimension) + SLASH;
        List<String> suffixes = new ArrayList<>();
        store.forEachFrom(prefix + from, (key, stored) -> {
            String suffix = key.startsWith(prefix) ? key.substring(prefix.length()) : null;
            boolean isWanted = suffix != null && suffix.compareTo(before) < 0;
            if (isWanted) {
                suffixes.add(suffix);
            }
            return isWanted;
        });
        return suffixes;
    }

    /** Whether a dimension has any emitted value. Not for {@link AggregateRoute#PORTS}, whose keys are facilities. */
    boolean hasAny(AggregateRoute route, String dimension) {
        emittedByKey.flush();
        String prefix = storeKey(route, dimension) + SLASH;
        boolean[] found = {false};
        store.forEachFrom(prefix, (key, stored) -> {
            found[0] = key.startsWith(prefix);
            return false;
        });
        return found[0];
    }

    /**
     * The first dimension after the given one that has an emitted value; null after the last one. The keys of {@link
     * AggregateRoute#PORTS} are facilities: there the next facility is returned.
     *
     * @param dimension null for the first one
     */
    String dimensionAfter(AggregateRoute route, String dimension) {
        emittedByKey.flush();
        boolean isPorts = route.equals(AggregateRoute.PORTS);
        String first = storeKey(route, "");
        String after = dimension == null ? "" : dimension + (isPorts ? SEPARATOR : AFTER_SLASH);
        String[] next = {null};
        store.forEachFrom(first + after, (key, stored) -> {
            if (key.startsWith(first)) {
                next[0] =
                        isPorts ? key.substring(first.length()) : key.substring(first.length(), key.lastIndexOf(SLASH));
            }
            return false;
        });
        return next[0];
    }

    private static String storeKey(AggregateRoute route, String key) {
        return route.aggregate() + SEPARATOR + key;
    }

    /** The number of values compared or removed since the last call of this method. */
    int takeCompared() {
        int taken = compared;
        compared = 0;
        return taken;
    }

    /** The number of values compared or removed since the last call of {@link #takeCompared}. */
    int compared() {
        return compared;
    }
}
