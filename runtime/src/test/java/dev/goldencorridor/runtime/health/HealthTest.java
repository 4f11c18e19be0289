package dev.goldencorridor.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 10);
    private final Health health = new Health(nanoTime::get);

    @Test
    void aThreadThatBeatsIsLiveForHours() {
        Heartbeat heartbeat = health.heartbeat("sink/delivery", LIMIT);
        for (int minute = 0; minute < 300; minute++) {
            heartbeat.beat();
            nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
            assertThat(health.live().isUp()).isTrue();
        }
    }

    @Test
    void aThreadThatHangsIsNotLiveAfterItsLimit() {
        health.heartbeat("process/StreamThread-2", LIMIT).beat();
        health.heartbeat("process/StreamThread-1", LIMIT).beat();
        nanoTime.addAndGet(LIMIT.toNanos());
        health.heartbeat("sink/delivery", LIMIT).beat();
        assertThat(health.live().isUp()).isTrue();
        nanoTime.incrementAndGet();
        assertThat(health.live().toJson())
                .startsWith("{\"status\":\"DOWN\",\"checks\":[{\"name\":\"process/StreamThread-1\",\"status\":\"DOWN\","
                        + "\"data\":{\"limitSeconds\":300,\"secondsSinceProgress\":300}}")
                .endsWith("{\"name\":\"sink/delivery\",\"status\":\"UP\",\"data\":{\"limitSeconds\":300,"
                        + "\"secondsSinceProgress\":0}}]}");
    }

    @Test
    void aThreadThatWaitsForBrokersIsLiveForHours() {
        health.heartbeat("process/StreamThread-1", LIMIT).beat();
        health.whileWaiting(() -> {
            nanoTime.addAndGet(Duration.ofHours(5).toNanos());
            assertThat(health.live().isUp()).isTrue();
        });
        assertThat(health.live().isUp()).isTrue();
        nanoTime.addAndGet(LIMIT.toNanos() + 1);
        assertThat(health.live().isUp()).isFalse();
    }

    @Test
    void aThreadThatHasNotBegunIsLive() {
        health.heartbeat("process/StreamThread-1", LIMIT);
        nanoTime.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(health.live().isUp()).isTrue();
    }

    @Test
    void aThreadThatHasEndedDoesNotCountSinceItsApplicationReplacesIt() throws InterruptedException {
        Heartbeat heartbeat = health.heartbeat("process/StreamThread-1", LIMIT);
        Thread thread = new Thread(heartbeat::beat);
        thread.start();
        thread.join();
        nanoTime.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(health.live().isUp()).isTrue();
        assertThat(health.silences()).isEmpty();
    }

    @Test
    void anEssentialThreadThatFailsMakesTheProcessNotLiveForEver() throws InterruptedException {
        EssentialThreads threads = new EssentialThreads(health);
        Thread thread = threads.create("board-reader", () -> {
            throw new StackOverflowError("too deep");
        });
        thread.start();
        thread.join();
        assertThat(health.live().toJson())
                .isEqualTo("{\"status\":\"DOWN\",\"checks\":[{\"name\":\"board-reader\",\"status\":\"DOWN\","
                        + "\"data\":{\"failure\":\"java.lang.StackOverflowError: too deep\"}}]}");
        threads.end();
        assertThatThrownBy(threads::awaitEnd)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("thread board-reader failed")
                .hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void anEssentialThreadMayReturn() throws InterruptedException {
        EssentialThreads threads = new EssentialThreads(health);
        Thread thread = threads.create("board-reader", () -> {});
        thread.start();
        thread.join();
        assertThat(health.live().isUp()).isTrue();
        threads.end();
        threads.awaitEnd();
    }

    @Test
    void aProcessIsReadyWhenAllItsApplicationsAre() {
        assertThat(health.ready().isUp()).isFalse();
        health.application("sink", () -> Readiness.of(true, "delivering"));
        assertThat(health.ready().isUp()).isTrue();
        health.application("process", () -> new Readiness(false, Map.of("state", "RE\"BAL\n", "restoredPercent", 42)));
        assertThat(health.ready().toJson())
                .isEqualTo("{\"status\":\"DOWN\",\"checks\":[{\"name\":\"process\",\"status\":\"DOWN\",\"data\":"
                        + "{\"restoredPercent\":42,\"state\":\"RE\\\"BAL\\u000a\"}},"
                        + "{\"name\":\"sink\",\"status\":\"UP\",\"data\":{\"state\":\"delivering\"}}]}");
    }
}
