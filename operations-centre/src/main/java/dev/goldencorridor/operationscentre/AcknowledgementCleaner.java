package dev.goldencorridor.operationscentre;

import dev.goldencorridor.operationscentre.api.AcknowledgementLog;
import dev.goldencorridor.operationscentre.api.Problem;
import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.operationscentre.state.OutdatedAcknowledgements;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Withdraws acknowledgements of alerts that are over. It does so after two checks in a row, because an alert and its
 * acknowledgement arrive by different topics. Several boards may do it at the same time.
 */
final class AcknowledgementCleaner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AcknowledgementCleaner.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "board-acknowledgements"));
    private final Board board;
    private final AcknowledgementLog log;
    private Set<String> before = Set.of();

    private AcknowledgementCleaner(Board board, AcknowledgementLog log) {
        this.board = board;
        this.log = log;
    }

    static AcknowledgementCleaner start(Board board, AcknowledgementLog log) {
        AcknowledgementCleaner cleaner = new AcknowledgementCleaner(board, log);
        var unused = cleaner.executor.scheduleWithFixedDelay(
                cleaner::clean, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return cleaner;
    }

    private void clean() {
        Set<String> now = new HashSet<>(OutdatedAcknowledgements.of(board));
        try {
            now.stream().filter(before::contains).forEach(log::withdraw);
        } catch (Problem e) {
            LOG.warn("Outdated acknowledgements stay until the next check: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Outdated acknowledgements stay until the next check", e);
        }
        before = now;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
