package dev.goldencorridor.operationscentre.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.operationscentre.state.ReaderStatus;
import dev.goldencorridor.runtime.health.EssentialThreads;
import dev.goldencorridor.runtime.health.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BoardReaderTest {
    private final Board board = new Board("e");
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Health health = new Health(System::nanoTime);
    private final EssentialThreads threads = new EssentialThreads(health);

    @Test
    void aDefectEndsTheReaderAndTheProcessIsNotLive() {
        start(() -> {
            throw new IllegalStateException("a defect");
        });
        assertThatThrownBy(threads::awaitEnd)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("board-reader", "a defect");
        assertThat(health.live().toJson()).contains("board-reader", "DOWN", "a defect");
    }

    @Test
    void anErrorEndsTheReaderToo() {
        start(() -> {
            throw new OutOfMemoryError("as if the heap were full");
        });
        assertThatThrownBy(threads::awaitEnd).hasMessageContaining("as if the heap were full");
    }

    @Test
    void aFailureOfTheClientIsShownAndTriedAgain() throws InterruptedException {
        KafkaException failure = new TopicAuthorizationException("no permission to read ops.trips");
        Thread reader = start(() -> {
            throw failure;
        });
        Awaitility.await().until(() -> board.status().connection() == ReaderStatus.Connection.DISCONNECTED);
        assertThat(board.status().explanation()).get().asString().contains("no permission to read ops.trips");
        assertThat(health.live().isUp()).isTrue();
        closing.countDown();
        reader.join();
        assertThat(health.live().isUp()).isTrue();
    }

    /** Monitor and decoder are not used, because there is no consumer. */
    private Thread start(Supplier<Consumer<byte[], byte[]>> consumers) {
        BoardReader reader = new BoardReader(
                board,
                null,
                null,
                consumers,
                health.heartbeat("board/reader", Duration.ofMinutes(2)),
                Instant::now,
                closing);
        Thread thread = threads.create("board-reader", reader);
        thread.start();
        return thread;
    }
}
