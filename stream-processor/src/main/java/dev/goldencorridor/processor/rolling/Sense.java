package dev.goldencorridor.processor.rolling;

/** Sense of travel of a trip, seen from China; the engine's own word, so that it needs no contract type. */
public enum Sense {
    OUTBOUND(0),
    RETURN(1),
    DOMESTIC(2);

    private final int code;

    Sense(int code) {
        this.code = code;
    }

    /** What stands for it in stored forms; never to be given to another. */
    public int code() {
        return code;
    }

    /** The sense that a stored code stands for. */
    public static Sense ofCode(int code) {
        for (Sense sense : values()) {
            if (sense.code == code) {
                return sense;
            }
        }
        throw new IllegalArgumentException("no sense has the code " + code);
    }
}
