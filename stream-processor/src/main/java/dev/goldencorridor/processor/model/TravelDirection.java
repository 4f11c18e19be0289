package dev.goldencorridor.processor.model;

/** The direction of a trip, seen from China. The engine has its own type, to stay independent of the contract. */
public enum TravelDirection {
    OUTBOUND(0),
    RETURN(1),
    DOMESTIC(2);

    private final int code;

    TravelDirection(int code) {
        this.code = code;
    }

    /** The code in stored bytes. A code is never reused. */
    public int code() {
        return code;
    }

    /** The direction of a stored code. */
    public static TravelDirection ofCode(int code) {
        for (TravelDirection direction : values()) {
            if (direction.code == code) {
                return direction;
            }
        }
        throw new IllegalArgumentException("no sense has the code " + code);
    }
}
