package dev.goldencorridor.producer.format.taf;

/** Limits on the size of a message, so that hostile input cannot exhaust memory or time. */
final class TafLimits {
    /** A composition of 60 wagons has some 100 KB; running messages are much smaller. */
    static final int MAX_MESSAGE_BYTES = 1 << 20;

    /** Applies to one tag with its attributes, a declaration and a processing instruction. */
    static final int MAX_TAG_BYTES = 1 << 16;

    /** Applies to the text of one element. */
    static final int MAX_ELEMENT_TEXT_CHARS = 1 << 16;

    static final int MAX_NAME_BYTES = 256;

    static final int MAX_ATTRIBUTES = 100;

    /** Applies inside a message, and to the elements around messages. */
    static final int MAX_DEPTH = 64;

    /** A forecast of 1,000 places has some 20,000 elements. */
    static final int MAX_ELEMENTS = 50_000;

    private TafLimits() {}
}
