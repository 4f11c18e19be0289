package dev.goldencorridor.processor.delays;

import dev.goldencorridor.processor.news.News;

/**
 * That a port is closed or open; the record's key is its facility.
 *
 * @param reason null if not told
 * @param decidedAt milliseconds since 1970-01-01T00:00Z; 0 where the port is open
 */
public record PortNews(boolean isClosed, String reason, long decidedAt) implements News {
    /** What a tombstone says. */
    static final PortNews OPEN = new PortNews(false, null, 0);
}
