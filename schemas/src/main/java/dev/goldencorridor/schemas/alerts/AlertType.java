package dev.goldencorridor.schemas.alerts;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The kind of delay that an alert reports. The names are part of the contract. */
public enum AlertType {
    CLEARANCE_OVERDUE(0),
    CLEARANCE_HELD(1),
    CLEARANCE_REFUSED(2),
    DWELL_EXCEEDED(3),
    DEPARTURE_LATE(4),
    ARRIVAL_LATE(5),
    TRAIN_SILENT(6),
    /** The alert is about a facility. All other types are about a train at a facility. */
    PORT_CLOSED(7);

    private final int code;

    AlertType(int code) {
        this.code = code;
    }

    /** The number in stored bytes. It must never be given to another type. */
    public int code() {
        return code;
    }

    public static AlertType ofCode(int code) {
        for (AlertType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new IllegalArgumentException("no alert type has the code " + code);
    }

    public static Optional<AlertType> ofName(String name) {
        for (AlertType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The names of all types, as in the contract. */
    public static Set<String> names() {
        return Arrays.stream(values()).map(AlertType::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the type compares an event with its plan. */
    public boolean isLateness() {
        return this == DEPARTURE_LATE || this == ARRIVAL_LATE;
    }
}
