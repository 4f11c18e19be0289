package dev.goldencorridor.runtime.files;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads text in any encoding, and returns it as UTF-8 without a byte order mark. Where the source cannot be decoded,
 * the result is not UTF-8 either, so a reader of rows finds each row that is affected. XML is returned as it is,
 * because it declares its own encoding. Not thread-safe.
 */
public final class TextInput extends InputStream {
    private static final int SAMPLE_BYTES = 1024;
    private static final int MIN_SAMPLE_BYTES = 4;
    private static final int CHUNK_CHARS = 8192;

    /** A byte that no UTF-8 text contains. */
    private static final int UNDECODABLE_BYTE = 0xFF;

    /** A character that no text contains. The decoder returns it for bytes that it cannot decode. */
    static final char UNDECODABLE_CHAR = '\uFFFF';

    private final InputStream in;
    private final Charset encoding;
    /** Decodes a source in another encoding than UTF-8; otherwise null. */
    private final Reader decoded;

    private final char[] characters = new char[CHUNK_CHARS];
    private ByteArrayInputStream chunk = new ByteArrayInputStream(new byte[0]);

    private TextInput(InputStream in, Charset encoding, Reader decoded) {
        this.in = in;
        this.encoding = encoding;
        this.decoded = decoded;
    }

    /** Reads UTF-8, or UTF-16 if the source begins as such. A stream that is a text input already is returned. */
    public static TextInput of(InputStream in) throws IOException {
        return in instanceof TextInput text ? text : of(in, StandardCharsets.UTF_8);
    }

    /**
     * Reads text in an encoding. A byte order mark outweighs it.
     *
     * @param in closed with the result, and if this method fails
     */
    public static TextInput of(InputStream in, Charset encoding) throws IOException {
        try {
            byte[] sample = sample(in);
            TextEncoding found = TextEncoding.of(sample, encoding);
            int mark = found.markBytes();
            InputStream start = new ByteArrayInputStream(sample, mark, sample.length - mark);
            InputStream source = new SequenceInputStream(start, in);
            Reader decoded = found.isUtf8() ? null : decoder(source, found.charset());
            return new TextInput(source, found.charset(), decoded);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** The fault of a row that is not UTF-8, with a remedy for the command line. */
    public String undecodable() {
        return "not " + encoding + "; try "
                + (encoding.equals(StandardCharsets.UTF_8)
                        ? "--encoding windows-1251, GBK or another one"
                        : "another --encoding");
    }

    @Override
    public int read() throws IOException {
        if (decoded == null) {
            return in.read();
        }
        return fill() ? chunk.read() : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (decoded == null || length == 0) {
            return in.read(buffer, offset, length);
        }
        return fill() ? chunk.read(buffer, offset, length) : -1;
    }

    @Override
    public int available() throws IOException {
        return decoded == null ? in.available() : chunk.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Encodes the next characters if the former ones are read. Returns false at the end. */
    private boolean fill() throws IOException {
        if (chunk.available() > 0) {
            return true;
        }
        int count = decoded.read(characters);
        if (count < 0) {
            return false;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(count * 2);
        int start = 0;
        for (int i = 0; i <= count; i++) {
            if (i == count || characters[i] == UNDECODABLE_CHAR) {
                bytes.writeBytes(new String(characters, start, i - start).getBytes(StandardCharsets.UTF_8));
                start = i + 1;
                if (i < count) {
                    bytes.write(UNDECODABLE_BYTE);
                }
            }
        }
        chunk = new ByteArrayInputStream(bytes.toByteArray());
        return true;
    }

    /** Decodes a stream. It returns {@link #UNDECODABLE_CHAR} instead of failing. */
    static Reader decoder(InputStream in, Charset charset) {
        return new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)
                        .replaceWith(String.valueOf(UNDECODABLE_CHAR)));
    }

    /** Reads the first bytes, as many as are there. A live source may send the others much later. */
    private static byte[] sample(InputStream in) throws IOException {
        byte[] bytes = new byte[SAMPLE_BYTES];
        int count = 0;
        while (count < MIN_SAMPLE_BYTES || (count < SAMPLE_BYTES && in.available() > 0)) {
            int read = in.read(bytes, count, SAMPLE_BYTES - count);
            if (read < 0) {
                break;
            }
            count += read;
        }
        return Arrays.copyOf(bytes, count);
    }
}
