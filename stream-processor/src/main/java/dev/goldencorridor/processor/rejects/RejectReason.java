package dev.goldencorridor.processor.rejects;

import dev.goldencorridor.schemas.wire.Undecodable;

/** Why a record is not admitted. The names are part of the contract: they stand in the header {@code corridor.reject.reason}. */
public enum RejectReason {
    NULL_KEY,
    KEY_NOT_RUN_ID,
    /** Of what is decided about a port: the key is not the value's facility. */
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
    /** Further ahead of the broker's clock than is tolerated. */
    TOO_FAR_AHEAD,
    /** Before the first China–Europe train. */
    TOO_OLD,
    SELF_RETRACTION,
    /** A text that must say something is blank, or holds control characters. */
    BLANK_FIELD,
    /** A text is longer than any code or number is. */
    FIELD_TOO_LONG,
    /** A facility, origin, destination or next border is no facility's code, or a commodity's is none of the Harmonized System. */
    NOT_A_CODE,
    /** The consist holds a negative number, or a mass that is none. */
    IMPLAUSIBLE_CONSIST,
    /** The run has more reports at this facility than any train has (see {@code processor.journey.max.reports}), or places. */
    TOO_MANY_REPORTS;

    public static RejectReason of(Undecodable reason) {
        return valueOf(reason.name());
    }
}
