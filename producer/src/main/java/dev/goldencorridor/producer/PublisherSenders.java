package dev.goldencorridor.producer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The connections of publishers. They share one, or each has its own, where each authenticates by its own name.
 * Thread-safe.
 */
final class PublisherSenders implements AutoCloseable {
    private static final String ALL = "";

    private final Map<String, BoundedSender> open = new ConcurrentHashMap<>();
    private final Function<String, String> connectionOf;
    private final Function<String, BoundedSender> connect;
    private final Runnable onClosed;

    private PublisherSenders(
            Function<String, String> connectionOf, Function<String, BoundedSender> connect, Runnable onClosed) {
        this.connectionOf = connectionOf;
        this.connect = connect;
        this.onClosed = onClosed;
    }

    /** @param onClosed runs after the connection is closed */
    static PublisherSenders shared(BoundedSender sender, Runnable onClosed) {
        PublisherSenders senders = new PublisherSenders(publisher -> ALL, any -> sender, onClosed);
        senders.open.put(ALL, sender);
        return senders;
    }

    /**
     * @param connect makes the connection of a publisher, when it is first used
     * @param onClosed runs after all connections are closed
     */
    static PublisherSenders separate(Function<String, BoundedSender> connect, Runnable onClosed) {
        return new PublisherSenders(publisher -> publisher, connect, onClosed);
    }

    BoundedSender of(String publisher) {
        return open.computeIfAbsent(connectionOf.apply(publisher), connect);
    }

    void flush() {
        open.values().forEach(BoundedSender::flush);
    }

    @Override
    public void close() {
        try {
            open.values().forEach(BoundedSender::close);
        } finally {
            onClosed.run();
        }
    }
}
