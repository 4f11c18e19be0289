package dev.goldencorridor.processor.model;

/** Sense of travel of a trip, seen from China; the engine's own word, so that it needs no contract type. */
public enum TravelDirection {
    OUTBOUND(0),
    RETURN(1),
    DOMESTIC(2);

    private final int code;

    TravelDirection(int code) {
        this.code = code;
    }

    /** What stands for it in stored forms; never to be given to another. */
    public int code() {
        return code;
    }

    /** The sense that a stored code stands for. */
    public static TravelDirection ofCode(int code) {
        for (TravelDirection sense : values()) {
            if (sense.code == code) {
                return sense;
            }
        }
        throw new IllegalArgumentException("no sense has the code " + code);
    }
}
