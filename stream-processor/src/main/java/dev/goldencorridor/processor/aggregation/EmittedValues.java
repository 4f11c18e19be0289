package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.state.WriteBehindCache;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * What was last published under each key, so that only changes are, each with the next revision. Stored are the revision
 * and a digest of the content. A calendar has far more keys than change, so the heap has only those in use.
 */
final class EmittedValues {
    private static final char SEPARATOR = '\0';
    /** As likely to be the digest of some content as any other: not at all. */
    private static final ContentDigest.Digest UNKNOWN = new ContentDigest.Digest(0, 0);

    private static final char SLASH = '/';
    private static final char AFTER_SLASH = '0';

    /** About 170 bytes each. A dimension has 4 to 17 keys of windows, which are looked up with every change. */
    private static final int MAX_HELD = 100_000;

    private final StoreSection store;
    private final WriteBehindCache<Told> toldByKey;
    private final ContentDigest digests = new ContentDigest();
    private int asked;

    /** What was told under a key. */
    private record Told(long revision, ContentDigest.Digest content) {
        static Told fromBytes(byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new Told(buffer.getLong(), new ContentDigest.Digest(buffer.getLong(), buffer.getLong()));
        }

        byte[] toBytes() {
            return ByteBuffer.allocate(3 * Long.BYTES)
                    .putLong(revision)
                    .putLong(content.high())
                    .putLong(content.low())
                    .array();
        }
    }

    /** The same revision with the digest that stands for no content. */
    static byte[] withUnknownContent(byte[] stored) {
        return new Told(Told.fromBytes(stored).revision, UNKNOWN).toBytes();
    }

    EmittedValues(StoreSection store, CommitHook.Request beforeCommit) {
        this.store = store;
        this.toldByKey = new WriteBehindCache<>(store, Told::toBytes, Told::fromBytes, MAX_HELD, beforeCommit);
    }

    boolean has(AggregateRoute route, String key) {
        return toldByKey.entry(storeKey(route, key)).value() != null;
    }

    /**
     * Forgets a key, whose revisions then begin anew.
     *
     * @return whether anything was published under it
     */
    boolean withdraw(AggregateRoute route, String key) {
        WriteBehindCache<Told>.Entry entry = toldByKey.entry(storeKey(route, key));
        if (entry.value() == null) {
            return false;
        }
        asked++;
        entry.set(null);
        return true;
    }

    /**
     * The value to publish if its content differs from what was published last under the key, else null.
     *
     * @param clock the pipeline's clock, milliseconds since 1970-01-01T00:00Z
     * @param write writes the present content with a stamp
     */
    Aggregate changed(AggregateRoute route, String key, long clock, Function<EmitStamp, ? extends SpecificRecord> write) {
        asked++;
        WriteBehindCache<Told>.Entry entry = toldByKey.entry(storeKey(route, key));
        Told last = entry.value();
        EmitStamp stamp = EmitStamp.at(clock, last == null ? 1 : last.revision + 1);
        SpecificRecord value = write.apply(stamp);
        ContentDigest.Digest content = digests.of(value, stamp);
        if (last != null && last.content.equals(content)) {
            return null;
        }
        entry.set(new Told(stamp.revision(), content));
        return new Aggregate(route, value);
    }

    /**
     * The last parts of a dimension's keys (names of windows and of calendar periods) under which something was
     * published.
     *
     * @param from the first one that is wanted
     * @param before those before this one alone, in the order of the texts
     */
    List<String> suffixes(AggregateRoute route, String dimension, String from, String before) {
        toldByKey.write();
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

    /** Whether anything is published of a dimension; not for {@link AggregateRoute#PORTS}. */
    boolean hasAny(AggregateRoute route, String dimension) {
        toldByKey.write();
        String prefix = storeKey(route, dimension) + SLASH;
        boolean[] found = {false};
        store.forEachFrom(prefix, (key, stored) -> {
            found[0] = key.startsWith(prefix);
            return false;
        });
        return found[0];
    }

    /**
     * The first dimension after the given one of which something is published; null after the last one. The keys of
     * {@link AggregateRoute#PORTS} are facilities: that of the next one is returned.
     */
    String dimensionAfter(AggregateRoute route, String dimension) {
        toldByKey.write();
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

    /** How many values were asked about since this was last called. */
    int takeAsked() {
        int taken = asked;
        asked = 0;
        return taken;
    }

    /** How many values were asked about, so far. */
    int asked() {
        return asked;
    }

    /** Writes what has changed. */
    void write() {
        toldByKey.write();
    }
}
