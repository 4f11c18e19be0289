package dev.goldencorridor.operationscentre.state;

import dev.goldencorridor.operationscentre.feed.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds acknowledgements of alerts that are over, so that the topic does not grow. */
public final class OutdatedAcknowledgements {
    private OutdatedAcknowledgements() {}

    /**
     * The keys of acknowledgements without a live alert of the same raising. Empty while the board is not live: it may
     * not have read the alert yet.
     */
    public static List<String> of(Board board) {
        if (board.status().connection() != ReaderStatus.Connection.LIVE) {
            return List.of();
        }
        return board.feed().values(BoardTopics.ACKNOWLEDGEMENTS).stream()
                .filter(acknowledgement -> !isNeeded(board, acknowledgement))
                .map(Change::key)
                .toList();
    }

    private static boolean isNeeded(Board board, Change acknowledgement) {
        Optional<Instant> answered = JsonValue.parse(acknowledgement.text()).instant("raisedAt");
        return board.feed().topics().stream()
                .filter(BoardTopics::isDelays)
                .flatMap(topic -> board.feed().value(topic, acknowledgement.key()).stream())
                .anyMatch(alert -> JsonValue.parse(alert).instant("raisedAt").equals(answered));
    }
}
