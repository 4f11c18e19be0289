package dev.goldencorridor.operationscentre.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
    private final LiveFeed feed = new LiveFeed("e");

    @Test
    void aBatchHasEachKeyOnceWithItsLatestValue() {
        feed.apply(List.of(set("a", "1"), set("b", "1")));
        long position = feed.head().sequence();
        feed.apply(List.of(set("a", "2")));
        feed.apply(List.of(set("a", "3")));

        Batch batch = feed.after(position).orElseThrow();

        assertThat(batch.changes()).containsExactly(set("a", "3"));
        assertThat(batch.digest()).contains(feed.head().digest());
    }

    @Test
    void anEqualValueIsNoChange() {
        feed.apply(List.of(set("a", "1")));

        assertThat(feed.apply(List.of(set("a", "1"), new Change("t", "absent", null))))
                .isFalse();
        assertThat(feed.after(feed.head().sequence())).isEmpty();
    }

    @Test
    void viewersAtOnePositionShareABatchAndItsBytes() {
        feed.apply(List.of(set("a", "1")));

        assertThat(feed.after(0)).containsSame(feed.after(0).orElseThrow());
        assertThat(feed.snapshot()).isSameAs(feed.snapshot());
        assertThat(feed.after(0).orElseThrow().encoded())
                .isSameAs(feed.after(0).orElseThrow().encoded());
    }

    @Test
    void aViewerThatMissedAForgottenDeletionStartsAnew() {
        feed.apply(List.of(set("first", "1")));
        long position = feed.head().sequence();
        List<Change> values = new ArrayList<>();
        List<Change> deletions = new ArrayList<>();
        for (int i = 0; i < 10_001; i++) {
            values.add(set("key-" + i, "1"));
            deletions.add(new Change("t", "key-" + i, null));
        }
        feed.apply(values);
        feed.apply(deletions);

        assertThat(feed.hasForgotten(position)).isTrue();
        assertThat(feed.resume("e-" + position)).isEmpty();
        assertThat(feed.after(position)).isEmpty();
        assertThat(feed.resume("e-" + feed.head().sequence())).isPresent();
        assertThat(feed.snapshot().batches().get(0).changes()).containsExactly(set("first", "1"));
    }

    @Test
    void anIdOfAnotherStartCannotContinue() {
        feed.apply(List.of(set("a", "1")));

        assertThat(feed.resume("f-1")).isEmpty();
        assertThat(feed.resume("e-2")).isEmpty();
        assertThat(feed.resume("e-x")).isEmpty();
        assertThat(feed.resume(null)).isEmpty();
        assertThat(feed.resume("e-1")).contains(1L);
    }

    @Test
    void replacingAllSendsTheDifferences() {
        feed.apply(List.of(set("a", "1"), set("b", "1"), set("c", "1")));
        long position = feed.head().sequence();

        feed.replaceAll(List.of(set("a", "1"), set("c", "2")));

        assertThat(feed.after(position).orElseThrow().changes())
                .containsExactly(new Change("t", "b", null), set("c", "2"));
    }

    @Test
    void aBatchOnTheWireHasOneLineOfData() {
        feed.apply(List.of(new Change("ops.trips", "stanox:A \"B\"", "{\"x\":\"\\n\"}"), new Change("t", "b", "{}")));
        feed.apply(List.of(new Change("t", "b", null)));
        EncodedEvent event = feed.after(0).orElseThrow().encoded();

        String text = StandardCharsets.UTF_8.decode(event.plain()).toString();

        assertThat(text)
                .isEqualTo("id: e-3\nevent: batch\ndata: {\"full\":false,\"digest\":\""
                        + feed.head().digest()
                        + "\",\"set\":[[\"ops.trips\",\"stanox:A \\\"B\\\"\",\"{\\\"x\\\":\\\"\\\\n\\\"}\"]],"
                        + "\"delete\":[[\"t\",\"b\"]]}\n\n");
    }

    @Test
    void compressedEventsFormOneStreamInAnyOrder() throws IOException {
        EncodedEvent one = EncodedEvent.of("beat", "1".repeat(20_000));
        EncodedEvent other = EncodedEvent.of("beat", "id", "2");
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (ByteBuffer part : List.of(EncodedEvent.gzipHeader(), other.deflated(), one.deflated(), other.deflated())) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            stream.write(bytes);
        }
        String expected = text(other) + text(one) + text(other);

        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(stream.toByteArray()))) {
            assertThat(new String(in.readNBytes(expected.length()), StandardCharsets.UTF_8))
                    .isEqualTo(expected);
        }
    }

    private static String text(EncodedEvent event) {
        return StandardCharsets.UTF_8.decode(event.plain()).toString();
    }

    private static Change set(String key, String text) {
        return new Change("t", key, text);
    }
}
