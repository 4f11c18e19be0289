package dev.goldencorridor.producer.format;

import dev.goldencorridor.runtime.files.TextInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads one JSON object a line and skips empty lines. */
final class NdjsonReader implements MovementReader {
    private final ByteLines lines;
    private final String undecodable;
    private final String source;
    private final Optional<String> publisher;
    private final TimeText times;

    NdjsonReader(InputStream in, String source, Optional<String> publisher, ReadOptions options) throws IOException {
        TextInput text = TextInput.of(in);
        this.lines = new ByteLines(text);
        this.undecodable = text.undecodable();
        this.source = source;
        this.publisher = publisher;
        this.times = options.times();
    }

    @Override
    public Optional<Reading> next() throws IOException {
        byte[] line = lines.next();
        while (line != null) {
            if (!blank(line)) {
                return Optional.of(reading(line));
            }
            line = lines.next();
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private Reading reading(byte[] line) {
        String where = source + ":" + lines.number();
        if (lines.wasTooLong()) {
            return new Reading.Unreadable(where, "the line is longer than " + ByteLines.MAX_LINE_BYTES + " bytes");
        }
        try {
            return new Reading.Movement(
                    where, MovementJson.read(MovementJson.parse(line, undecodable), publisher, times));
        } catch (UnreadableMovementException e) {
            return new Reading.Unreadable(where, e.getMessage());
        }
    }

    private static boolean blank(byte[] line) {
        for (byte one : line) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return false;
            }
        }
        return true;
    }
}
