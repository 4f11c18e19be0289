package dev.goldencorridor.runtime.files;

/** The text cannot be read as CSV from a line on. */
public final class CsvException extends Exception {
    private final long line;

    CsvException(long line, String message, Throwable cause) {
        super(message, cause);
        this.line = line;
    }

    /** The line, from 1, where the faulty row begins. */
    public long line() {
        return line;
    }
}
