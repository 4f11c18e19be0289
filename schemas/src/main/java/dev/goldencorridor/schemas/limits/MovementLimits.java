package dev.goldencorridor.schemas.limits;

import static dev.goldencorridor.runtime.limits.Scope.MOVEMENT;

import dev.goldencorridor.runtime.limits.Limit;
import java.time.Duration;
import java.time.Instant;

/**
 * Limits on a movement, those of the record first and then those of its content. The publishing library does not
 * publish a movement beyond the limits of the content, and the pipeline does not admit it. Only the library applies
 * {@link #MAX_PLAN_AHEAD}.
 */
public final class MovementLimits {
    @Limit(
            scope = MOVEMENT,
            of = "a batch of an input topic, as sent",
            beyond = "the broker refuses it",
            reason = "Publishers may send records that are too long. Up to this length they reach the rejects.")
    public static final int MAX_INPUT_BATCH_BYTES = 8 << 20;

    @Limit(
            scope = MOVEMENT,
            of = "a record of a compressed batch, once decompressed",
            beyond = "the broker refuses it",
            reason = "A value with its key. A client creates an object for each header, so megabytes of headers fill a"
                    + " heap.")
    public static final int MAX_INPUT_RECORD_BYTES = 3 << 19;

    @Limit(
            scope = MOVEMENT,
            of = "a value, and each text, byte sequence and collection in it",
            beyond = "`TOO_LARGE`, `MALFORMED`",
            reason = "It limits the heap that decoding takes.")
    public static final int MAX_VALUE_BYTES = 1 << 20;

    @Limit(
            scope = MOVEMENT,
            of = "the writer's schema",
            beyond = "`UNREADABLE_SCHEMA`",
            reason = "Schemas are cached on the heap. The contract's longest one has a fifth of this length.")
    public static final int MAX_SCHEMA_CHARS = 65_536;

    @Limit(
            scope = MOVEMENT,
            of = "the parts into which the writer's schema unfolds",
            beyond = "`UNREADABLE_SCHEMA`",
            reason = "Decoding costs time for each part. The contract's largest record has far fewer.")
    public static final int MAX_SCHEMA_PARTS = 1_000;

    @Limit(
            scope = MOVEMENT,
            of = "`trainRunId`, `trainNumber`, `consignee`; `alertType` and `code` of a `DelayCause`",
            beyond = "`FIELD_TOO_LONG`",
            reason = "Longer names and codes could make records too long for stores and topics.")
    public static final int MAX_NAME_CHARS = 256;

    @Limit(
            scope = MOVEMENT,
            of = "`operatorLine`, `customsOffice`, `declarationId`, `reason`; `text` of a `DelayCause`",
            beyond = "`FIELD_TOO_LONG`",
            reason = "Free text has a few sentences.")
    public static final int MAX_TEXT_CHARS = 1_000;

    @Limit(
            scope = MOVEMENT,
            of = "the scheme of a facility code",
            beyond = "`NOT_A_CODE`",
            reason = "A scheme is a short name, such as `stanox`.")
    public static final int MAX_SCHEME_CHARS = 32;

    @Limit(
            scope = MOVEMENT,
            of = "the code after the scheme",
            beyond = "`NOT_A_CODE`",
            reason = "A code is part of the keys of stores and topics.")
    public static final int MAX_CODE_CHARS = 64;

    @Limit(
            scope = MOVEMENT,
            of = "the commodities of a consist",
            beyond = "`IMPLAUSIBLE_CONSIST`",
            reason = "This is more than the number of containers on a train.")
    public static final int MAX_COMMODITIES = 500;

    @Limit(
            scope = MOVEMENT,
            of = "a mass",
            beyond = "`IMPLAUSIBLE_CONSIST`",
            reason = "No train weighs a million tonnes. A larger mass could overflow a sum.")
    public static final double MAX_TONNES = 1e6;

    @Limit(
            scope = MOVEMENT,
            of = "`hs`",
            beyond = "`NOT_A_CODE`",
            reason =
                    "The first two digits are the chapter. The number of digits is even; an odd one has lost its zero.")
    public static final int MIN_HS_DIGITS = 2;

    @Limit(
            scope = MOVEMENT,
            of = "`hs`",
            beyond = "`NOT_A_CODE`",
            reason = "The Harmonized System has 6 digits. Countries add up to 4.")
    public static final int MAX_HS_DIGITS = 10;

    @Limit(
            scope = MOVEMENT,
            of = "`occurredAt`, `createdAt`",
            beyond = "`TOO_OLD`",
            reason = "The first China–Europe train ran in this year. An earlier time has a wrong unit or comes from a"
                    + " wrong clock.")
    public static final Instant EARLIEST = Instant.parse("2011-01-01T00:00:00Z");

    @Limit(
            scope = MOVEMENT,
            of = "the time from the broker's clock to `occurredAt` and `createdAt`",
            beyond = "`TOO_FAR_AHEAD`",
            reason =
                    "Clocks differ a little. The furthest event time can move the pipeline's clock. No later report could"
                            + " correct one that was created in the future.")
    public static final Duration MAX_AHEAD = Duration.ofMinutes(10);

    @Limit(
            scope = MOVEMENT,
            of = "the time from now to `plannedAt`",
            beyond = "the library does not publish it",
            reason = "No timetable reaches further. A later time has a wrong unit or comes from a wrong clock.")
    public static final Duration MAX_PLAN_AHEAD = Duration.ofDays(366);

    private MovementLimits() {}

    /** Whether this is a code of the Harmonized System: an even number of digits, 2 to 10. */
    public static boolean isHsCode(String code) {
        if (code.length() < MIN_HS_DIGITS || code.length() > MAX_HS_DIGITS || code.length() % 2 != 0) {
            return false;
        }
        for (int i = 0; i < code.length(); i++) {
            if (code.charAt(i) < '0' || code.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The fault of a text that is no code of the Harmonized System. */
    public static String hsFault(String code) {
        String fault = "'" + code + "' is not a Harmonized System code of 2, 4, 6, 8 or 10 digits";
        return code != null && isHsCode("0" + code) ? fault + "; did it lose its leading zero? Write 0" + code : fault;
    }

    /** Whether this is a valid mass in tonnes. NaN is not. */
    public static boolean isMass(double tonnes) {
        return tonnes >= 0 && tonnes <= MAX_TONNES;
    }

    public static boolean hasControlCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
