package dev.goldencorridor.operationscentre.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.operationscentre.feed.EncodedEvent;
import dev.goldencorridor.operationscentre.feed.LiveFeed;
import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.operationscentre.state.DataHealth;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A sign of life for all viewers, once a second: without it they could not distinguish a quiet corridor from a lost
 * connection. It has the digest of the feed, so that a viewer can check its own state. Thread-safe.
 */
final class Beats {
    private final Board board;
    private final InstantSource clock;
    private volatile Beat latest;

    /** @param number counts the beats, from 1 */
    record Beat(long number, EncodedEvent event) {}

    Beats(Board board, InstantSource clock) {
        this.board = board;
        this.clock = clock;
        this.latest = new Beat(1, event());
    }

    Beat latest() {
        return latest;
    }

    /** To be called by one thread. */
    void next() {
        latest = new Beat(latest.number() + 1, event());
    }

    private EncodedEvent event() {
        LiveFeed.Position head = board.feed().head();
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        Instant now = clock.instant();
        DataHealth health = DataHealth.of(board, now);
        data.put("serverTime", now.toEpochMilli())
                .put("seq", head.sequence())
                .put("digest", head.digest().toString());
        health.clock()
                .ifPresentOrElse(
                        known -> data.put("clockReceivedAt", known.receivedAt().toEpochMilli()),
                        () -> data.putNull("clockReceivedAt"));
        data.put("consumer", health.connection().text());
        health.silentPublishers().forEach(data.putArray("silent")::add);
        return EncodedEvent.of("beat", data.toString());
    }
}
