package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.state.WriteBehindCache;
import dev.goldencorridor.runtime.Digest;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * The revision and the content digest that were last emitted under each key. A value is emitted only if its content has
 * changed, with the next revision. The heap holds only the keys in use, since a calendar has far more keys than change.
 *
 * <p>All windows of a dimension in one topic share an entry of the store, and each other key has its own. The former
 * release stored each window under its own key, too. A window moves to the shared entry when its value changes.
 */
final class EmittedValues {
    private static final char SEPARATOR = '\0';
    private static final char SLASH = '/';
    private static final char AFTER_SLASH = '0';
    private static final char COLON = ':';
    private static final String REVISION = "revision";

    private final StoreSection store;
    private final WriteBehindCache<EmittedWindows> windowsByDimension;
    private final WriteBehindCache<EmittedValue> valuesByKey;
    private final ContentDigest digests = new ContentDigest();
    private int compared;

    /**
     * The emitted values of a task.
     *
     * @param windows the number of configured windows
     * @param maxHeapEntries limits the values in the caches. Every change reads all windows of a dimension.
     */
    EmittedValues(StoreSection store, int windows, int maxHeapEntries, CommitHook.Registration hook) {
        this.store = store;
        this.windowsByDimension = new WriteBehindCache<>(
                store, EmittedWindows::toBytes, EmittedWindows::fromBytes, maxHeapEntries / windows, hook);
        this.valuesByKey =
                new WriteBehindCache<>(store, EmittedValue::toBytes, EmittedValue::fromBytes, maxHeapEntries / 2, hook);
    }

    /** Returns the stored bytes of a key with the same revisions, and digests that no content has. */
    static byte[] withUnknownContent(String storeKey, byte[] stored) {
        return isShared(storeKey)
                ? EmittedWindows.fromBytes(stored).withUnknownContent().toBytes()
                : EmittedValue.fromBytes(stored).withUnknownContent().toBytes();
    }

    boolean has(AggregateRoute route, String key) {
        return last(route, key) != null;
    }

    /**
     * Removes a key. If it is emitted again, its revisions restart at 1.
     *
     * @return whether a value was emitted under it
     */
    boolean remove(AggregateRoute route, String key) {
        if (last(route, key) == null) {
            return false;
        }
        compared++;
        if (isWindow(route, key)) {
            WriteBehindCache<EmittedWindows>.Entry shared = shared(route, key);
            EmittedWindows remaining = valueOf(shared).without(suffix(key));
            shared.set(remaining.isEmpty() ? null : remaining);
        }
        removeOwn(route, key);
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
        EmittedValue last = last(route, key);
        Digest content = digests.of(value, clock);
        if (last != null && last.content().equals(content)) {
            return false;
        }
        long revision = last == null ? 1 : last.revision() + 1;
        value.put(value.getSchema().getField(REVISION).pos(), revision);
        set(route, key, new EmittedValue(revision, content));
        return true;
    }

    /** Null if no value was emitted under the key. */
    private EmittedValue last(AggregateRoute route, String key) {
        EmittedValue shared = isWindow(route, key) ? valueOf(shared(route, key)).of(suffix(key)) : null;
        return shared == null ? own(route, key).value() : shared;
    }

    private void set(AggregateRoute route, String key, EmittedValue emitted) {
        if (!isWindow(route, key)) {
            own(route, key).set(emitted);
            return;
        }
        WriteBehindCache<EmittedWindows>.Entry entry = shared(route, key);
        EmittedWindows windows = valueOf(entry);
        boolean isNew = windows.of(suffix(key)) == null;
        entry.set(windows.with(suffix(key), emitted));
        if (isNew) {
            removeOwn(route, key);
        }
    }

    private WriteBehindCache<EmittedWindows>.Entry shared(AggregateRoute route, String key) {
        return windowsByDimension.entry(sharedKey(route, key));
    }

    private static EmittedWindows valueOf(WriteBehindCache<EmittedWindows>.Entry shared) {
        return shared.value() == null ? EmittedWindows.NONE : shared.value();
    }

    private WriteBehindCache<EmittedValue>.Entry own(AggregateRoute route, String key) {
        return valuesByKey.entry(storeKey(route, key));
    }

    private void removeOwn(AggregateRoute route, String key) {
        WriteBehindCache<EmittedValue>.Entry own = own(route, key);
        if (own.value() != null) {
            own.set(null);
        }
    }

    /**
     * The last parts of a dimension's keys under which values were emitted: names of windows and of calendar periods.
     * Windows are returned only if all parts are, from the empty string on.
     *
     * @param from the first part to return
     * @param before parts from this one on are left out, in the order of strings
     */
    List<String> suffixes(AggregateRoute route, String dimension, String from, String before) {
        flush();
        String prefix = storeKey(route, dimension) + SLASH;
        List<String> suffixes = new ArrayList<>();
        store.forEachFrom(prefix + from, (key, stored) -> {
            String suffix = key.startsWith(prefix) ? key.substring(prefix.length()) : null;
            boolean isWanted = suffix != null && suffix.compareTo(before) < 0;
            if (isWanted && suffix.isEmpty()) {
                suffixes.addAll(EmittedWindows.fromBytes(stored).names());
            } else if (isWanted) {
                suffixes.add(suffix);
            }
            return isWanted;
        });
        return suffixes;
    }

    /** Whether a dimension has any emitted value. Not for {@link AggregateRoute#PORTS}, whose keys are facilities. */
    boolean hasAny(AggregateRoute route, String dimension) {
        flush();
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
        flush();
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

    private void flush() {
        windowsByDimension.flush();
        valuesByKey.flush();
    }

    private static String storeKey(AggregateRoute route, String key) {
        return route.aggregate() + SEPARATOR + key;
    }

    /** The key of the entry that all windows of a dimension share. It is the beginning of all keys of the dimension. */
    private static String sharedKey(AggregateRoute route, String key) {
        return storeKey(route, key.substring(0, key.lastIndexOf(SLASH) + 1));
    }

    private static boolean isShared(String storeKey) {
        return storeKey.charAt(storeKey.length() - 1) == SLASH;
    }

    /** Names of calendar periods and of hours have a colon. */
    private static boolean isWindow(AggregateRoute route, String key) {
        return !route.equals(AggregateRoute.PORTS) && key.indexOf(COLON, key.lastIndexOf(SLASH)) < 0;
    }

    private static String suffix(String key) {
        return key.substring(key.lastIndexOf(SLASH) + 1);
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
