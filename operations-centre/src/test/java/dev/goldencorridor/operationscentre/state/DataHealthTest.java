package dev.goldencorridor.operationscentre.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DataHealthTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private final Board board = new Board("e");

    private void clock(String mode, Instant receivedAt) {
        board.state()
                .accept("ops.clock", "corridor", "{\"asOf\":\"" + NOW + "\",\"mode\":\"" + mode + "\"}", receivedAt);
        board.status().live();
        board.step();
    }

    private void publisher(String name, long silentSeconds, Object usualGapSeconds) {
        board.state()
                .accept(
                        "ops.publishers",
                        name,
                        "{\"lastReceivedAt\":\"" + NOW.minusSeconds(silentSeconds) + "\",\"usualGapSeconds\":"
                                + usualGapSeconds + "}",
                        NOW);
        board.step();
    }

    private DataHealth health() {
        return DataHealth.of(board, NOW);
    }

    @Test
    void aClockOfFiveSecondsIsCommittingAndAnOlderOneIsNot() {
        assertThat(health().state()).isEqualTo("catching-up");
        clock("wall", NOW.minusSeconds(5));
        assertThat(health().state()).isEqualTo("live");
        clock("event", NOW.minusSeconds(5));
        assertThat(health().state()).isEqualTo("replay");
        clock("wall", NOW.minus(Duration.ofMillis(5_001)));
        assertThat(health().state()).isEqualTo("not-committing");
        board.status().disconnected("no broker answers");
        assertThat(health().state()).isEqualTo("disconnected");
    }

    @Test
    void aPublisherIsSilentAfterThreeOfItsUsualGapsAndHalfAnHour() {
        clock("wall", NOW);
        publisher("long-gap", 1_800, 600);
        publisher("frequent", 1_800, 1);
        publisher("unknown-gap", 9_000_000, null);
        assertThat(health().silentPublishers()).isEmpty();
        publisher("long-gap", 1_801, 600);
        publisher("frequent", 1_801, 1);
        publisher("rare", 1_801, 601);
        assertThat(health().silentPublishers()).containsExactly("frequent", "long-gap");
    }

    @Test
    void inAReplayTenUsualGapsAndFifteenSecondsApply() {
        clock("event", NOW);
        publisher("short-pause", 15, 1);
        publisher("rare", 60, 6);
        assertThat(health().silentPublishers()).isEmpty();
        publisher("short-pause", 16, 1);
        publisher("rare", 61, 6);
        assertThat(health().silentPublishers()).containsExactly("rare", "short-pause");
    }

    @Test
    void nobodyIsSilentWhileThePipelineDoesNotCommit() {
        clock("wall", NOW.minusSeconds(6));
        publisher("khorgos", 9_000, 60);
        assertThat(health().silentPublishers()).isEmpty();
        assertThat(health().publishers()).hasSize(1);
    }
}
