package dev.goldencorridor.producer.validation;

import dev.goldencorridor.schemas.places.FacilityCode;
import java.util.ArrayList;
import java.util.List;

/** Collects the faults of one movement, in the order of the record's fields. */
final class FaultList {
    private final List<MovementFault> faults = new ArrayList<>();

    void add(String reason, String message) {
        faults.add(new MovementFault(reason, message));
    }

    void missing(String field) {
        add("missing field", field + ": is missing");
    }

    void facility(String field, String value) {
        add("facility code", field + ": " + FacilityCode.faultOf(value));
    }

    List<MovementFault> all() {
        return List.copyOf(faults);
    }
}
