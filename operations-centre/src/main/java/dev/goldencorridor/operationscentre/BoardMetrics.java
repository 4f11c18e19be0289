package dev.goldencorridor.operationscentre;

import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.operationscentre.state.ReaderStatus;
import dev.goldencorridor.runtime.health.Readiness;
import dev.goldencorridor.runtime.metrics.MetricDeclaration;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** The metrics and the readiness of the board. */
final class BoardMetrics {
    static final MetricDeclaration VIEWERS = MetricDeclaration.gauge("corridor_board_viewers", "Streams that are open");
    static final MetricDeclaration RECORDS =
            MetricDeclaration.counter("corridor_board_records_total", "Records that the board has read");
    static final MetricDeclaration UNDECODABLE = MetricDeclaration.counter(
            "corridor_board_undecodable_total", "Records that the board cannot decode; it leaves them out");
    static final MetricDeclaration CLOCK_AGE = MetricDeclaration.gauge(
            "corridor_board_clock_age_seconds",
            "Time since the board received ops.clock; it grows if the pipeline stops committing. NaN before the first");

    private static final String APPLICATION = "board";
    private static final double MILLIS_IN_SECOND = 1e3;

    private BoardMetrics() {}

    static List<MetricDeclaration> declarations() {
        return List.of(VIEWERS, RECORDS, UNDECODABLE, CLOCK_AGE);
    }

    /** The board is ready when it has read all topics to their ends. */
    static void register(Monitoring monitoring, Board board, IntSupplier viewers, InstantSource clock) {
        ReaderStatus status = board.status();
        monitoring.metrics().gauge(VIEWERS, viewers::getAsInt);
        monitoring.metrics().counter(RECORDS, status::records);
        monitoring.metrics().counter(UNDECODABLE, status::undecodable);
        monitoring.metrics().gauge(CLOCK_AGE, () -> board.state()
                .clock()
                .map(known ->
                        Duration.between(known.receivedAt(), clock.instant()).toMillis() / MILLIS_IN_SECOND)
                .orElse(Double.NaN));
        monitoring
                .health()
                .application(
                        APPLICATION,
                        () -> new Readiness(
                                status.connection() == ReaderStatus.Connection.LIVE,
                                Map.of(
                                        "state",
                                        status.connection().text(),
                                        "explanation",
                                        status.explanation().orElse(""))));
    }
}
