package dev.goldencorridor.operationscentre.state;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** How the reading of the topics goes. Thread-safe. */
public final class ReaderStatus {
    /** The connection between the board and the brokers. */
    public enum Connection {
        /** All topics are read to their ends. */
        LIVE("live"),
        /** The board has not read all records yet. */
        CATCHING_UP("catching-up"),
        /** A record needs a schema, and the schema registry does not answer. */
        NO_REGISTRY("no-registry"),
        /** No broker answers. */
        DISCONNECTED("disconnected");

        private final String text;

        Connection(String text) {
            this.text = text;
        }

        /** The name in the API. */
        public String text() {
            return text;
        }
    }

    private volatile Connection connection = Connection.CATCHING_UP;
    private volatile Optional<String> explanation = Optional.of("the board has just started");
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong undecodable = new AtomicLong();
    private volatile Optional<String> lastUndecodable = Optional.empty();

    public Connection connection() {
        return connection;
    }

    /** Why the board is not live, in words; empty if it is. */
    public Optional<String> explanation() {
        return explanation;
    }

    /** How many records were read. */
    public long records() {
        return records.get();
    }

    /** How many records could not be decoded, and were skipped. */
    public long undecodable() {
        return undecodable.get();
    }

    /** Position and fault of the last record that could not be decoded. */
    public Optional<String> lastUndecodable() {
        return lastUndecodable;
    }

    public void live() {
        connection = Connection.LIVE;
        explanation = Optional.empty();
    }

    public void catchingUp(String why) {
        connection = Connection.CATCHING_UP;
        explanation = Optional.of(why);
    }

    public void noRegistry(String why) {
        connection = Connection.NO_REGISTRY;
        explanation = Optional.of(why);
    }

    public void disconnected(String why) {
        connection = Connection.DISCONNECTED;
        explanation = Optional.of(why);
    }

    public void read(long count) {
        records.addAndGet(count);
    }

    public void undecodable(String positionAndFault) {
        undecodable.incrementAndGet();
        lastUndecodable = Optional.of(positionAndFault);
    }
}
