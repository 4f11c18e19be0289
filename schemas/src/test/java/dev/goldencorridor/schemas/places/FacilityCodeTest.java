package dev.goldencorridor.schemas.places;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FacilityCodeTest {
    /** The codes that were valid before other scripts than ASCII were allowed. They must stay valid. */
    private static final Pattern ASCII_CODES =
            Pattern.compile("[A-Z]{2}[A-Z2-9]{3}|[a-z][a-z0-9-]{0,31}:[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CNHRS",
                "GB2LO",
                "esr:707701",
                "stanox:87701",
                "db-site:KÄP",
                "it:MILANO CENTRALE",
                "uic:Saint-Denis (Stade)",
                "cn:霍尔果斯",
                "kz:Алтынколь",
                "uk:King's Cross & St._P",
                "in:दिल्ली"
            })
    void realCodesAreAccepted(String code) {
        assertThat(FacilityCode.isValid(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "X",
                "cnhrs",
                "CNHR",
                "CNHRSS",
                "CNHR1",
                "C2HRS",
                ":",
                ":707701",
                "esr:",
                "Esr:707701",
                "1esr:707701",
                "esr:-1",
                "esr: 1",
                "esr:1 ",
                "esr:1|2",
                "esr:1/2",
                "esr:a:b",
                "esr:*",
                "esr:a\nb",
                "esr:a\u200bb",
                "esr:a\u202eb",
                "esr:\uD800",
                "ka:A\u0308"
            })
    void invalidCodesAreRefused(String code) {
        assertThat(FacilityCode.isValid(code)).isFalse();
    }

    @Test
    void aDenormalCodeIsRefusedWithItsRemedyAndNormalisedByReaders() {
        String denormal = "fi:KA\u0308P";
        assertThat(FacilityCode.faultOf(denormal)).contains("normal form C", "fi:KÄP");
        assertThat(FacilityCode.normalised(denormal)).isEqualTo("fi:K\u00c4P");
        assertThat(FacilityCode.normalised(null)).isNull();
        assertThat(FacilityCode.faultOf("Khorgos")).startsWith("'Khorgos' is neither a UN/LOCODE");
    }

    @Test
    void schemeAndCodeAreBounded() {
        assertThat(FacilityCode.isValid("s".repeat(32) + ":" + "1".repeat(64))).isTrue();
        assertThat(FacilityCode.isValid("s".repeat(33) + ":1")).isFalse();
        assertThat(FacilityCode.isValid("s:" + "1".repeat(65))).isFalse();
    }

    @Property(tries = 2_000)
    void everyAsciiCodeOfTheFormerPatternIsStillValid(
            @ForAll @StringLength(max = 12) @CharRange(from = ' ', to = '~') String code) {
        if (ASCII_CODES.matcher(code).matches()) {
            assertThat(FacilityCode.isValid(code)).isTrue();
        }
        assertThat(FacilityCode.isValid("s:" + code))
                .isEqualTo(code.matches("[A-Za-z0-9]([A-Za-z0-9._'()& -]*[A-Za-z0-9._'()&-])?"));
    }
}
