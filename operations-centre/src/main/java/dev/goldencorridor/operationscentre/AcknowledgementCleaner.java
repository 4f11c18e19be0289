package dev.goldencorridor.operationscentre;

import dev.goldencorridor.operationscentre.api.AcknowledgementLog;
import dev.goldencorridor.operationscentre.api.Problem;
import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.operationscentre.state.OutdatedAcknowledgements;
import dev.goldencorridor.runtime.health.EssentialThreads;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Withdraws acknowledgements of alerts that are over. It does so after two checks in a row, because an alert and its
 * acknowledgement arrive by different topics. Several boards may do it at the same time.
 */
final class AcknowledgementCleaner implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AcknowledgementCleaner.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Board board;
    private final AcknowledgementLog log;
    private Set<String> before = Set.of();

    private AcknowledgementCleaner(Board board, AcknowledgementLog log) {
        this.board = board;
        this.log = log;
    }

    /** Starts to check on a thread of its own. */
    static AcknowledgementCleaner start(Board board, AcknowledgementLog log, EssentialThreads threads) {
        AcknowledgementCleaner cleaner = new AcknowledgementCleaner(board, log);
        threads.create("board-acknowledgements", cleaner).start();
        return cleaner;
    }

    @Override
    public void run() {
        try {
            while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                clean();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void clean() {
        Set<String> now = new HashSet<>(OutdatedAcknowledgements.of(board));
        try {
            now.stream().filter(before::contains).forEach(log::withdraw);
        } catch (Problem e) {
            LOG.warn("Outdated acknowledgements stay until the next check: {}", e.getMessage());
        }
        before = now;
    }

    /** Ends the checks. A withdrawal that is under way ends within its own time limit. */
    @Override
    public void close() {
        closing.countDown();
    }
}
