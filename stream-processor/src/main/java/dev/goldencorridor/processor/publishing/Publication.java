package dev.goldencorridor.processor.publishing;

import dev.goldencorridor.processor.rolling.Dimension;
import dev.goldencorridor.processor.rolling.Period;
import dev.goldencorridor.processor.state.BeforeCommit;
import dev.goldencorridor.processor.state.Section;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * What was last published under each key, so that only changes are, each with the next revision. Kept are the revision
 * and a digest of the content: a calendar has far more keys than change. Survives in a store.
 */
final class Publication {
    private static final char SEPARATOR = '\0';
    /** As likely to be the digest of some content as any other: not at all. */
    private static final ContentDigest.Digest UNKNOWN = new ContentDigest.Digest(0, 0);

    private final Section store;
    private final Map<String, Told> toldByKey = new HashMap<>();
    private final Set<String> unwritten = new HashSet<>();
    private final BeforeCommit.Request beforeCommit;
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

    /** A key of a route. */
    record Key(AggregateRoute route, String key) {}

    Publication(Section store, BeforeCommit.Request beforeCommit) {
        this.store = store;
        this.beforeCommit = beforeCommit;
        store.forEach((key, stored) -> toldByKey.put(key, Told.fromBytes(stored)));
    }

    /** The dimensions of which something has been published. */
    Set<String> dimensions() {
        return toldByKey.keySet().stream()
                .map(key -> {
                    String told = key.substring(key.indexOf(SEPARATOR) + 1);
                    return key.startsWith(AggregateRoute.PORTS.aggregate())
                            ? Dimension.port(told).key()
                            : told.substring(0, told.lastIndexOf('/'));
                })
                .collect(Collectors.toSet());
    }

    /** The calendar periods of which something has been published, by dimension. */
    Map<String, List<Period>> periods() {
        Map<String, List<Period>> periods = new HashMap<>();
        for (String storeKey : toldByKey.keySet()) {
            String told = storeKey.substring(storeKey.indexOf(SEPARATOR) + 1);
            int slash = told.lastIndexOf('/');
            Period period = slash < 0 ? null : Period.ofName(told.substring(slash + 1));
            if (period != null) {
                periods.computeIfAbsent(told.substring(0, slash), key -> new ArrayList<>())
                        .add(period);
            }
        }
        return periods;
    }

    boolean has(AggregateRoute route, String key) {
        return toldByKey.containsKey(route.aggregate() + SEPARATOR + key);
    }

    /** Forgets the keys of all periods that ended before a day, and tells them. */
    List<Key> withdrawBefore(long day) {
        List<Key> withdrawn = new ArrayList<>();
        for (AggregateRoute route : AggregateRoute.all()) {
            String prefix = route.aggregate() + SEPARATOR;
            for (String storeKey : List.copyOf(toldByKey.keySet())) {
                if (storeKey.startsWith(prefix)) {
                    String key = storeKey.substring(prefix.length());
                    Period period = Period.ofName(key.substring(key.lastIndexOf('/') + 1));
                    if (period != null && period.lastDay() < day) {
                        toldByKey.remove(storeKey);
                        changed(storeKey);
                        withdrawn.add(new Key(route, key));
                    }
                }
            }
        }
        return withdrawn;
    }

    /**
     * The value to publish if its content differs from what was published last under the key, else null.
     *
     * @param clock the pipeline's clock, milliseconds since 1970-01-01T00:00Z
     * @param write writes the present content with a stamp
     */
    Aggregate changed(AggregateRoute route, String key, long clock, Function<Stamp, ? extends SpecificRecord> write) {
        asked++;
        String storeKey = route.aggregate() + SEPARATOR + key;
        Told last = toldByKey.get(storeKey);
        Stamp stamp = Stamp.at(clock, last == null ? 1 : last.revision + 1);
        SpecificRecord value = write.apply(stamp);
        ContentDigest.Digest content = digests.of(value, stamp);
        if (last != null && last.content.equals(content)) {
            return null;
        }
        toldByKey.put(storeKey, new Told(stamp.revision(), content));
        changed(storeKey);
        return new Aggregate(route, value);
    }

    private void changed(String storeKey) {
        unwritten.add(storeKey);
        beforeCommit.make();
    }

    /** How many values were asked about since this was last called. */
    int takeAsked() {
        int taken = asked;
        asked = 0;
        return taken;
    }

    /** Writes what has changed. */
    void write() {
        for (String storeKey : unwritten) {
            Told told = toldByKey.get(storeKey);
            store.put(storeKey, told == null ? null : told.toBytes());
        }
        unwritten.clear();
    }
}
