package dev.goldencorridor.schemas.places;

import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_CODE_CHARS;
import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_SCHEME_CHARS;

import java.text.Normalizer;

/**
 * The code of a facility: a UN/LOCODE ({@code CNHRS}) or, where a place has none, {@code scheme:code} ({@code
 * esr:707701}). The code after a scheme may have letters, marks and digits of any script, inner spaces, and {@code
 * ._'()&-}: real stations are called KÄP and MILANO CENTRALE. It is in Unicode's normalisation form C.
 */
public final class FacilityCode {
    private static final int LOCODE_CHARS = 5;
    private static final int COUNTRY_CHARS = 2;
    private static final String PUNCTUATION = "._'()&-";

    private FacilityCode() {}

    /** The code in normalisation form C, as readers of files must return it. Null stays null. */
    public static String normalised(String code) {
        return code == null ? null : Normalizer.normalize(code, Normalizer.Form.NFC);
    }

    /** Why a code is not valid, e.g. "'Khorgos' is neither …". For use after the name of its field. */
    public static String faultOf(String code) {
        String normalised = normalised(code);
        boolean isOnlyDenormal = !normalised.equals(code) && isValid(normalised);
        return isOnlyDenormal
                ? "'" + code + "' is not in Unicode's normal form C: send '" + normalised + "' in that form"
                : "'" + code + "' is neither a UN/LOCODE such as CNHRS nor scheme:code such as esr:707701";
    }

    /** Whether this may precede the colon of a code. */
    static boolean isScheme(String text) {
        return isScheme(text, text.length());
    }

    /** Whether the code is valid. The pipeline validates several codes of every event, hence no regular expression. */
    public static boolean isValid(String code) {
        int colon = code.indexOf(':');
        return colon < 0 ? isLocode(code) : isScheme(code, colon) && isCodeOfScheme(code, colon + 1);
    }

    private static boolean isLocode(String code) {
        if (code.length() != LOCODE_CHARS) {
            return false;
        }
        for (int i = 0; i < LOCODE_CHARS; i++) {
            char c = code.charAt(i);
            boolean isDigit = i >= COUNTRY_CHARS && c >= '2' && c <= '9';
            if (!isDigit && (c < 'A' || c > 'Z')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isScheme(String code, int end) {
        if (end == 0 || end > MAX_SCHEME_CHARS) {
            return false;
        }
        for (int i = 0; i < end; i++) {
            char c = code.charAt(i);
            boolean isInner = (c >= '0' && c <= '9') || c == '-';
            if ((c < 'a' || c > 'z') && (i == 0 || !isInner)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCodeOfScheme(String code, int start) {
        int length = code.length() - start;
        if (length < 1 || length > MAX_CODE_CHARS || code.charAt(code.length() - 1) == ' ') {
            return false;
        }
        boolean isAscii = true;
        for (int i = start; i < code.length(); ) {
            int c = code.codePointAt(i);
            boolean isInner = i > start && (c == ' ' || isMark(c) || PUNCTUATION.indexOf(c) >= 0);
            if (!Character.isLetter(c) && !Character.isDigit(c) && !isInner) {
                return false;
            }
            isAscii &= c < 0x80;
            i += Character.charCount(c);
        }
        return isAscii || Normalizer.isNormalized(code.substring(start), Normalizer.Form.NFC);
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
