package dev.goldencorridor.runtime.limits;

/** What a limit applies to. The constants are in the order of docs/limits.md. */
public enum Scope {
    MOVEMENT("One movement"),
    RUN("One train run"),
    PUBLISHER("One publisher"),
    RECORD("One record that the pipeline writes"),
    TASK("One task"),
    PROCESS("One process");

    private final String title;

    Scope(String title) {
        this.title = title;
    }

    /** A heading for readers. */
    public String title() {
        return title;
    }
}
