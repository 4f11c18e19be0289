package dev.goldencorridor.operationscentre.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A viewer that is cut off anywhere, again and again, ends with exactly the state of the feed. */
class ViewerCutsPropertyTest {
    private static final int STEPS = 50;
    private static final int KEYS = 60;
    /** Small limits, so that snapshots have several batches and deletions are forgotten. */
    private static final int BATCH_CHARS = 400;

    private static final int DELETIONS = 8;

    @Property(tries = 1_000)
    void cutsAndRestartsLeaveNoTrace(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, String> written = new TreeMap<>();
        LiveFeed feed = new LiveFeed("epoch-0", BATCH_CHARS, DELETIONS);
        Connection viewer = new Connection(new MirroredState());
        viewer.connect(feed);
        for (int step = 1; step <= STEPS; step++) {
            feed.apply(changes(random, written));
            if (random.nextInt(25) == 0) {
                feed = restarted(step, written);
                viewer.connect(feed);
            }
            for (int batches = random.nextInt(4); batches > 0; batches--) {
                viewer.receive(feed);
            }
            if (random.nextInt(3) == 0) {
                viewer.connect(feed);
            }
        }
        while (viewer.receive(feed)) {
            assertThat(viewer.position).isLessThanOrEqualTo(feed.head().sequence());
        }

        MirroredState expected = new MirroredState();
        written.forEach((key, text) -> expected.set("ops.trips", key, text));
        assertThat(viewer.state).isEqualTo(expected);
        assertThat(feed.head().digest().toString()).isEqualTo(expected.digest());
        assertThat(viewer.lastDigest).isEqualTo(expected.digest());
    }

    private static LiveFeed restarted(int step, Map<String, String> written) {
        LiveFeed feed = new LiveFeed("epoch-" + step, BATCH_CHARS, DELETIONS);
        List<Change> all = new ArrayList<>();
        written.forEach((key, text) -> all.add(new Change("ops.trips", key, text)));
        feed.replaceAll(all);
        return feed;
    }

    private static List<Change> changes(Random random, Map<String, String> written) {
        List<Change> changes = new ArrayList<>();
        for (int i = random.nextInt(KEYS / 6); i >= 0; i--) {
            String key = "PORT/" + random.nextInt(KEYS) + "/PT1H";
            boolean isDeletion = random.nextInt(4) == 0;
            String text = isDeletion ? null : "{\"é\":\"" + "x".repeat(random.nextInt(60)) + "\"}";
            changes.add(new Change("ops.trips", key, text));
            if (isDeletion) {
                written.remove(key);
            } else {
                written.put(key, text);
            }
        }
        return changes;
    }

    /** A viewer as the web server serves it, without the network. */
    private static final class Connection {
        private final MirroredState state;
        private String lastEventId;
        private String lastDigest = "";
        private long position;
        private List<Batch> snapshot = List.of();

        Connection(MirroredState state) {
            this.state = state;
        }

        void connect(LiveFeed feed) {
            Optional<Long> resumed = feed.resume(lastEventId);
            position = resumed.orElse(0L);
            snapshot = resumed.isPresent()
                    ? List.of()
                    : new ArrayList<>(feed.snapshot().batches());
        }

        boolean receive(LiveFeed feed) {
            if (snapshot.isEmpty() && feed.hasForgotten(position)) {
                snapshot = new ArrayList<>(feed.snapshot().batches());
            }
            Optional<Batch> next = snapshot.isEmpty() ? feed.after(position) : Optional.of(snapshot.remove(0));
            next.ifPresent(batch -> {
                state.apply(batch);
                position = batch.end();
                lastEventId = feed.epoch() + "-" + position;
                batch.digest().ifPresent(digest -> {
                    lastDigest = digest.toString();
                    assertThat(lastDigest).isEqualTo(state.digest());
                });
            });
            return next.isPresent();
        }
    }
}
