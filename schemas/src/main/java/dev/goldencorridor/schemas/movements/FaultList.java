package dev.goldencorridor.schemas.movements;

import dev.goldencorridor.schemas.limits.MovementLimits;
import dev.goldencorridor.schemas.places.FacilityCode;
import dev.goldencorridor.schemas.topics.RejectReason;
import java.util.ArrayList;
import java.util.List;

/** Collects the faults of one movement, and checks single fields. A movement without a fault costs no list. */
final class FaultList {
    private List<ContractFault> faults = List.of();

    List<ContractFault> all() {
        return faults;
    }

    void add(RejectReason reason, String kind, String message) {
        if (faults.isEmpty()) {
            faults = new ArrayList<>();
        }
        faults.add(new ContractFault(reason, kind, message));
    }

    /** Adds a fault if a required field is absent. Only a movement that was not yet encoded can lack one. */
    void required(String field, Object value) {
        if (value == null) {
            add(RejectReason.BLANK_FIELD, "missing field", field + ": is missing");
        }
    }

    void requiredText(String field, String value) {
        if (value == null) {
            required(field, null);
        } else if (value.isBlank()) {
            add(RejectReason.BLANK_FIELD, "missing field", field + ": is blank");
        } else {
            noControls(field, value);
        }
    }

    void requiredCode(String field, String code) {
        if (code == null || code.isBlank()) {
            requiredText(field, code);
        } else {
            code(field, code);
        }
    }

    /** Checks a facility code. A blank code counts as no code. */
    void code(String field, String code) {
        if (code == null || FacilityCode.isValid(code)) {
            return;
        }
        if (MovementLimits.hasControlCharacters(code)) {
            noControls(field, code);
        } else if (code.length() > MovementLimits.MAX_NAME_CHARS) {
            text(field, code, MovementLimits.MAX_NAME_CHARS);
        } else if (!code.isBlank()) {
            add(RejectReason.NOT_A_CODE, "facility code", field + ": " + FacilityCode.faultOf(code));
        }
    }

    void text(String field, String value, int maxChars) {
        if (value != null && value.length() > maxChars) {
            add(
                    RejectReason.FIELD_TOO_LONG,
                    "text too long",
                    field + ": " + value.length() + " characters; at most " + maxChars + " are allowed");
        }
    }

    void noControls(String field, String value) {
        if (value != null && MovementLimits.hasControlCharacters(value)) {
            add(
                    RejectReason.BLANK_FIELD,
                    "control characters",
                    field + ": holds control characters, such as an end of line");
        }
    }
}
