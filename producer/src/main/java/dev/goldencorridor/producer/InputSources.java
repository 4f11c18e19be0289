package dev.goldencorridor.producer;

import dev.goldencorridor.runtime.files.TextInput;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The texts in a file, one after another: the file itself, its content if it is compressed with gzip, or the entries
 * of a zip archive. The content shows which one it is. Everything is decompressed as it is read, in constant memory.
 */
final class InputSources implements Closeable {
    private static final String WORKBOOK_ENTRY = "[Content_Types].xml";
    /** The directory in which macOS stores the attributes of files. */
    private static final String MACOS_ATTRIBUTES = "__MACOSX/";

    private static final int MAX_NAME_CHARS = 256;

    private final String name;
    private final Charset encoding;
    private final BufferedInputStream in;
    private ZipInputStream zip;
    private boolean isOpen;

    /**
     * The texts in a file.
     *
     * @param in closed with this object
     * @param name the name of the file in messages
     * @param encoding of each text without a byte order mark
     */
    InputSources(InputStream in, String name, Charset encoding) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.name = name;
        this.encoding = encoding;
    }

    /**
     * The next text; empty at the end. It becomes invalid with the next call.
     *
     * @throws IOException if the file cannot be read any further
     * @throws UnreadableEntryException if an entry cannot be read, but perhaps the next one
     */
    Optional<InputSource> next() throws IOException {
        if (zip != null) {
            return nextEntry();
        }
        if (isOpen) {
            return Optional.empty();
        }
        isOpen = true;
        return switch (FileSignature.of(in)) {
            case ZIP -> {
                zip = new ZipInputStream(in, ZipNames.RAW);
                yield nextEntry();
            }
            case GZIP -> Optional.of(text(name, new GZIPInputStream(in, 1 << 16)));
            default -> Optional.of(text(name, in));
        };
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private Optional<InputSource> nextEntry() throws IOException {
        ZipEntry entry = advance();
        while (entry != null && (entry.isDirectory() || entry.getName().startsWith(MACOS_ATTRIBUTES))) {
            entry = advance();
        }
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.getName().equals(WORKBOOK_ENTRY)) {
            throw new IOException("it is an Excel workbook. Save the sheet as CSV UTF-8");
        }
        String entryName = name + "!" + ZipNames.readable(entry.getName(), MAX_NAME_CHARS);
        try {
            return Optional.of(text(entryName, new BufferedInputStream(zip) {
                @Override
                public void close() {
                    // The archive stays open for the next entry.
                }
            }));
        } catch (ZipException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableEntryException(entryName, e);
        }
    }

    private ZipEntry advance() throws IOException {
        try {
            return zip.getNextEntry();
        } catch (ZipException e) {
            String message = String.valueOf(e.getMessage());
            throw message.contains("encrypted")
                    ? new IOException(
                            "an entry of the archive is encrypted. Extract the archive, and publish the files")
                    : new IOException("the archive is damaged (" + message + ")", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("the archive is damaged (" + e.getMessage() + ")", e);
        }
    }

    private InputSource text(String source, InputStream content) throws IOException {
        BufferedInputStream buffered =
                content instanceof BufferedInputStream already ? already : new BufferedInputStream(content, 1 << 16);
        FileSignature signature = FileSignature.of(buffered);
        if (signature != FileSignature.NONE) {
            boolean isNested = signature == FileSignature.ZIP || signature == FileSignature.GZIP;
            throw new IOException(
                    isNested
                            ? "it is an archive within an archive. Extract it, and publish the files"
                            : signature.remedy());
        }
        return new InputSource(source, TextInput.of(buffered, encoding));
    }

    /** An entry of an archive cannot be read. */
    static final class UnreadableEntryException extends IOException {
        private final String entryName;

        UnreadableEntryException(String entryName, IOException cause) {
            super(cause.getMessage(), cause);
            this.entryName = entryName;
        }

        String entryName() {
            return entryName;
        }
    }
}
