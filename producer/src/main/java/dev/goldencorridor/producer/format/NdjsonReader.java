package dev.goldencorridor.producer.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.runtime.files.TextInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads one JSON object a line. Skips empty lines, and the notes of a file of faulty records. */
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
        SourceRecord original = SourceRecord.of(text(line));
        try {
            ObjectNode object = FaultNotes.original(MovementJson.parse(line, undecodable));
            boolean assumesCreatedAt = !object.hasNonNull("createdAt");
            return new Reading.Movement(where, MovementJson.read(object, publisher, times), original, assumesCreatedAt);
        } catch (UnreadableMovementException e) {
            return new Reading.Unreadable(where, e.getMessage(), original);
        }
    }

    /** Returns the line. A line that was not UTF-8 gets a mark, so that nobody publishes it again without a repair. */
    private static String text(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        boolean isExact = text.indexOf('\uFFFD') < 0 || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), line);
        return isExact ? text : "(not UTF-8) " + text;
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
