package dev.goldencorridor.producer.format.taf;

/** The open elements around running messages. Some of them are messages of other kinds. */
final class OpenElements {
    private long depth;
    private String root;
    private long rootLine;
    private String other;
    private long otherLine;
    private long otherDepth;

    void open(String name, long line) {
        if (depth == 0) {
            root = name;
            rootLine = line;
        }
        depth++;
        if (other == null && MessageNames.isOther(name)) {
            other = name;
            otherLine = line;
            otherDepth = depth;
        }
    }

    /** Closes the innermost element. Returns the message of another kind that ends with it, or null. */
    TafPart.Other close() {
        TafPart.Other closed = other != null && depth == otherDepth ? new TafPart.Other(otherLine, other) : null;
        if (closed != null) {
            other = null;
        }
        depth--;
        return closed;
    }

    /** An element with a running message in it is an envelope. */
    void holdsRunningMessage() {
        other = null;
    }

    void clear() {
        depth = 0;
        other = null;
    }

    boolean isEmpty() {
        return depth == 0;
    }

    boolean isTooDeep() {
        return depth > TafLimits.MAX_DEPTH;
    }

    /** Whether a message of another kind is open. */
    boolean isInOtherMessage() {
        return other != null;
    }

    /** The name of the outermost element. It stays until the next one opens, as its line does. */
    String root() {
        return root;
    }

    long rootLine() {
        return rootLine;
    }
}
