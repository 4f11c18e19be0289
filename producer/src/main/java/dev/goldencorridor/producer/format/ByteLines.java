package dev.goldencorridor.producer.format;

import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Splits a stream into lines of bytes. A line that is not UTF-8, or never ends, spoils only itself. */
final class ByteLines implements Closeable {
    @Limit(
            scope = Scope.MOVEMENT,
            of = "a line of an NDJSON file",
            beyond = "the line is reported as unreadable",
            reason = "A line that never ends must not fill the heap.")
    static final int MAX_LINE_BYTES = 8 << 20;

    private final BufferedInputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    private long number;
    private boolean tooLong;

    ByteLines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** The next line without its terminator, or null at the end of the stream. */
    byte[] next() throws IOException {
        line.reset();
        tooLong = false;
        int read = in.read();
        if (read < 0) {
            return null;
        }
        number++;
        while (read >= 0 && read != '\n') {
            if (line.size() < MAX_LINE_BYTES) {
                line.write(read);
            } else {
                tooLong = true;
            }
            read = in.read();
        }
        return line.toByteArray();
    }

    /** The number of the last line, from 1. */
    long number() {
        return number;
    }

    /** Whether the last line was longer than {@link #MAX_LINE_BYTES} and is cut off. */
    boolean wasTooLong() {
        return tooLong;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
