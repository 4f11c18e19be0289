package dev.goldencorridor.reference;

/** The key of an aggregate, {@code DIMENSION/ID/WINDOW}. */
record AggregateKey(String text) {
    String dimension() {
        return text.substring(0, text.lastIndexOf('/'));
    }

    String kind() {
        return text.substring(0, text.indexOf('/'));
    }

    String id() {
        return text.substring(text.indexOf('/') + 1, text.lastIndexOf('/'));
    }

    String window() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    boolean isHour() {
        return window().startsWith("HOUR:");
    }

    boolean isRolling() {
        return window().indexOf(':') < 0;
    }
}
