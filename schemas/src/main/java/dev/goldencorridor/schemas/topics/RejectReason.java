package dev.goldencorridor.schemas.topics;

import dev.goldencorridor.schemas.wire.Undecodable;

/**
 * The reason of a rejection. The names are part of the contract: the header {@code corridor.reject.reason} has them.
 */
public enum RejectReason {
    NULL_KEY,
    KEY_NOT_RUN_ID,
    /** The key of a port control record is not the facility of its value. */
    KEY_NOT_FACILITY,
    NULL_VALUE,
    TOO_LARGE,
    NOT_WIRE_FORMAT,
    UNKNOWN_SCHEMA,
    UNREADABLE_SCHEMA,
    MALFORMED,
    /** The topic's publisher is not in the publisher catalogue. */
    UNKNOWN_PUBLISHER,
    FACILITY_NOT_ALLOWED,
    /** The event time or the time of creation is further ahead of the broker's clock than the tolerance. */
    TOO_FAR_AHEAD,
    /** The event time or the time of creation is before the first China–Europe train. */
    TOO_OLD,
    SELF_RETRACTION,
    /** A required text is blank, or a text contains control characters. */
    BLANK_FIELD,
    /** A text is longer than the limits allow. */
    FIELD_TOO_LONG,
    /**
     * A facility, origin, destination or next border is no facility code, or a commodity has no Harmonized System code.
     */
    NOT_A_CODE,
    /** The consist contains a negative number, a mass beyond the limits, or net masses above the gross mass. */
    IMPLAUSIBLE_CONSIST,
    /**
     * The run would have too many reports at this facility ({@code processor.journey.max.reports}), or too many places.
     */
    TOO_MANY_REPORTS;

    public static RejectReason of(Undecodable reason) {
        return valueOf(reason.name());
    }
}
