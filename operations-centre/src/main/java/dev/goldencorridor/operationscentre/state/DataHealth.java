package dev.goldencorridor.operationscentre.state;

import dev.goldencorridor.operationscentre.feed.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether the board's data may be trusted at one moment. The page and the API show this, and decide nothing themselves:
 * only a lost connection is the page's own observation.
 *
 * @param connection between the board and the brokers
 * @param clock the pipeline's clock as last received; empty before the first
 * @param isCommitting whether the pipeline has written its clock in the last five seconds
 * @param isReplay whether the pipeline follows the event clock
 * @param publishers all publishers with a status, by name
 */
public record DataHealth(
        ReaderStatus.Connection connection,
        Optional<PipelineClock> clock,
        boolean isCommitting,
        boolean isReplay,
        List<Publisher> publishers) {
    /** The pipeline writes its clock every second. */
    private static final Duration MAX_CLOCK_AGE = Duration.ofSeconds(5);

    private static final String EVENT_CLOCK = "event";

    public DataHealth {
        publishers = List.copyOf(publishers);
    }

    /**
     * A publisher and its silence.
     *
     * @param value of {@code ops.publishers}
     * @param silence empty if nothing was ever received
     * @param isSilent whether it is silent for longer than usual; false while the pipeline does not commit, because then
     *     every publisher would seem silent
     */
    public record Publisher(String name, JsonValue value, Optional<Silence> silence, boolean isSilent) {}

    /**
     * Evaluates the rules.
     *
     * @param now the time of day
     */
    public static DataHealth of(Board board, Instant now) {
        Optional<PipelineClock> clock = board.state().clock();
        boolean isCommitting = clock.map(
                        known -> Duration.between(known.receivedAt(), now).compareTo(MAX_CLOCK_AGE) <= 0)
                .orElse(false);
        boolean isReplay = clock.map(known -> known.mode().equals(EVENT_CLOCK)).orElse(false);
        List<Publisher> publishers = board.feed().values(BoardTopics.PUBLISHERS).stream()
                .sorted(Comparator.comparing(Change::key))
                .map(status -> publisher(status, isCommitting, isReplay, now))
                .toList();
        return new DataHealth(board.status().connection(), clock, isCommitting, isReplay, publishers);
    }

    private static Publisher publisher(Change status, boolean isCommitting, boolean isReplay, Instant now) {
        JsonValue value = JsonValue.parse(status.text());
        Optional<Silence> silence = Silence.of(value, isReplay, now);
        boolean isSilent = isCommitting && silence.map(Silence::isSilent).orElse(false);
        return new Publisher(status.key(), value, silence, isSilent);
    }

    /** {@code live}, {@code replay}, {@code not-committing}, or what is wrong with the connection. */
    public String state() {
        if (connection != ReaderStatus.Connection.LIVE) {
            return connection.text();
        }
        if (!isCommitting) {
            return "not-committing";
        }
        return isReplay ? "replay" : "live";
    }

    /** The publishers that are silent for longer than usual, by name. */
    public List<String> silentPublishers() {
        return publishers.stream()
                .filter(Publisher::isSilent)
                .map(Publisher::name)
                .toList();
    }
}
