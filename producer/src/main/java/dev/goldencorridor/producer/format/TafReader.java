package dev.goldencorridor.producer.format;

import dev.goldencorridor.producer.format.taf.TafMessages;
import dev.goldencorridor.producer.format.taf.TafOptions;
import dev.goldencorridor.producer.format.taf.TafResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads TAF TSI running messages: running information, forecasts, causes of delay and interruptions. One message has
 * any number of movements. Messages of other kinds are not movements.
 */
final class TafReader implements MovementReader {
    private final TafMessages messages;
    private final String source;

    TafReader(InputStream in, String source, String publisher, TafOptions options) throws IOException {
        this.messages = TafMessages.open(in, publisher, options);
        this.source = source;
    }

    @Override
    public Optional<Reading> next() throws IOException {
        return messages.next().map(this::reading);
    }

    @Override
    public void close() throws IOException {
        messages.close();
    }

    private Reading reading(TafResult result) {
        String where = source + ":" + messages.line() + " (message " + messages.number() + ")";
        if (result instanceof TafResult.Movement found) {
            return new Reading.Movement(where, found.movement());
        }
        if (result instanceof TafResult.NotMovement other) {
            return new Reading.NotMovement(where, other.kind());
        }
        return new Reading.Unreadable(where, ((TafResult.Unreadable) result).message());
    }
}
