package dev.goldencorridor.schemas.movements;

import java.time.Duration;
import java.time.Instant;

/**
 * Limits on the content of a movement. The publishing library does not publish a movement beyond them, and the
 * pipeline does not admit it. Both use this list, so the pipeline admits every movement that the library publishes.
 */
public final class MovementBounds {
    /** The first China–Europe train ran in this year. An earlier time has a wrong unit or comes from a wrong clock. */
    public static final Instant EARLIEST = Instant.parse("2011-01-01T00:00:00Z");

    /** How far {@code occurredAt} may be ahead of the clock. */
    public static final Duration MAX_AHEAD = Duration.ofMinutes(10);

    /** Applies to identifiers, names and codes. Longer ones could make records too long for stores and topics. */
    public static final int MAX_NAME_CHARS = 256;

    /** Applies to free text, such as a reason: a few sentences. */
    public static final int MAX_TEXT_CHARS = 1_000;

    /** More than the number of containers on a train. */
    public static final int MAX_COMMODITIES = 500;

    /** No train weighs a million tonnes. A larger mass could overflow a sum. */
    public static final double MAX_TONNES = 1e6;

    private static final int MIN_HS_DIGITS = 2;
    private static final int MAX_HS_DIGITS = 10;

    private MovementBounds() {}

    /** Whether this is a code of the Harmonized System: 2 to 10 digits. */
    public static boolean isHsCode(String code) {
        if (code.length() < MIN_HS_DIGITS || code.length() > MAX_HS_DIGITS) {
            return false;
        }
        for (int i = 0; i < code.length(); i++) {
            if (code.charAt(i) < '0' || code.charAt(i) > '9') {
                return false;
            }
        }
        return true;
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
