package dev.goldencorridor.producer.format.taf;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** Reads a source of TAF TSI messages sequentially, in constant memory. Not thread-safe. */
public final class TafMessages implements Closeable {
    private static final int MAX_KINDS = 1_000;

    private final TafSplitter splitter;
    private final TafMapper mapper;
    private final Queue<TafResult> results = new ArrayDeque<>();
    private final Set<String> kinds = new HashSet<>();
    private long line;
    private long number;

    private TafMessages(TafSplitter splitter, TafMapper mapper) {
        this.splitter = splitter;
        this.mapper = mapper;
    }

    /**
     * Opens a source.
     *
     * @param in closed with the result
     * @param publisher the publisher of all movements
     */
    public static TafMessages open(InputStream in, String publisher, TafOptions options) throws IOException {
        return new TafMessages(TafSplitter.of(in), new TafMapper(options, publisher));
    }

    /** The next result, in the order of the source; empty at its end. */
    public Optional<TafResult> next() throws IOException {
        while (results.isEmpty()) {
            TafPart part = splitter.next();
            if (part == null) {
                return Optional.empty();
            }
            line = part.line();
            number++;
            read(part);
        }
        return Optional.of(results.remove());
    }

    /** The line, from 1, on which the message of the last result begins. */
    public long line() {
        return line;
    }

    /** The number, from 1, of the message of the last result. */
    public long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        splitter.close();
    }

    private void read(TafPart part) {
        if (part instanceof TafPart.Message message) {
            try {
                mapper.map(TafElement.parse(message.xml())).forEach(result -> results.add(bounded(result)));
            } catch (TafException e) {
                results.add(new TafResult.Unreadable(e.getMessage()));
            }
        } else if (part instanceof TafPart.Other other) {
            results.add(bounded(new TafResult.NotMovement(other.kind())));
        } else if (part instanceof TafPart.Fault fault) {
            results.add(new TafResult.Unreadable(fault.message()));
        }
    }

    /** A counter of kinds needs memory for each. So a source has a limited number of them. */
    private TafResult bounded(TafResult result) {
        if (result instanceof TafResult.NotMovement other
                && !kinds.contains(other.kind())
                && (kinds.size() == MAX_KINDS || !kinds.add(other.kind()))) {
            return new TafResult.NotMovement("of further kinds");
        }
        return result;
    }
}
