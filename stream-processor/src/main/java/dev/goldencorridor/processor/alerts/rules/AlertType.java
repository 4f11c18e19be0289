package dev.goldencorridor.processor.alerts.rules;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a delay alert is about; the names are part of the contract. */
public enum AlertType {
    CLEARANCE_OVERDUE(0),
    CLEARANCE_HELD(1),
    CLEARANCE_REFUSED(2),
    DWELL_EXCEEDED(3),
    DEPARTURE_LATE(4),
    ARRIVAL_LATE(5),
    TRAIN_SILENT(6),
    /** About a facility; all others are about a train at one. */
    PORT_CLOSED(7);

    private final int code;

    AlertType(int code) {
        this.code = code;
    }

    /** What stands for it in stored forms; never to be given to another. */
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

    /** All of them, as the contract calls them. */
    public static Set<String> names() {
        return Arrays.stream(values()).map(AlertType::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it compares with a plan. */
    public boolean isLateness() {
        return this == DEPARTURE_LATE || this == ARRIVAL_LATE;
    }
}
