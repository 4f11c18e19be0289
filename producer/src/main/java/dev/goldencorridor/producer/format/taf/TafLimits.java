package dev.goldencorridor.producer.format.taf;

import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;

/** Limits on the size of a message, so that hostile input cannot exhaust memory or time. */
final class TafLimits {
    private static final String UNREADABLE = "the message is reported as unreadable";

    @Limit(
            scope = Scope.MOVEMENT,
            of = "a TAF message",
            beyond = UNREADABLE,
            reason = "A composition of 60 wagons has some 100 KB. Running messages are much smaller.")
    static final int MAX_MESSAGE_BYTES = 1 << 20;

    @Limit(
            scope = Scope.MOVEMENT,
            of = "a tag with its attributes, a declaration and a processing instruction of a TAF message",
            beyond = UNREADABLE,
            reason = "A tag that never ends must not fill the heap.")
    static final int MAX_TAG_BYTES = 1 << 16;

    @Limit(
            scope = Scope.MOVEMENT,
            of = "the text of an element of a TAF message",
            beyond = UNREADABLE,
            reason = "Texts are codes, times and names.")
    static final int MAX_ELEMENT_TEXT_CHARS = 1 << 16;

    @Limit(
            scope = Scope.MOVEMENT,
            of = "the name of a tag of a TAF message",
            beyond = UNREADABLE,
            reason = "The names of the standard have some 30 characters.")
    static final int MAX_NAME_BYTES = 256;

    @Limit(
            scope = Scope.MOVEMENT,
            of = "the attributes of an element of a TAF message",
            beyond = UNREADABLE,
            reason = "Elements of the standard have a few.")
    static final int MAX_ATTRIBUTES = 100;

    @Limit(
            scope = Scope.MOVEMENT,
            of = "the depth of elements in a TAF message, and around messages",
            beyond = UNREADABLE,
            reason = "A deep tree must not fill the stack.")
    static final int MAX_DEPTH = 64;

    @Limit(
            scope = Scope.MOVEMENT,
            of = "the elements of a TAF message",
            beyond = UNREADABLE,
            reason = "A forecast of 1,000 places has some 20,000 elements.")
    static final int MAX_ELEMENTS = 50_000;

    private TafLimits() {}
}
