package dev.goldencorridor.processor.limits;

import static dev.goldencorridor.runtime.limits.Scope.PUBLISHER;
import static dev.goldencorridor.runtime.limits.Scope.TASK;

import dev.goldencorridor.runtime.limits.Limit;

/** Limits on the heap and the disk of a task. {@link TurnLimits} limits its work in one turn. */
public final class TaskLimits {
    @Limit(
            scope = PUBLISHER,
            of = "the records of one input topic that wait for a schema id in a task",
            beyond = "`UNKNOWN_SCHEMA`",
            reason = "No publisher takes the capacity of another.")
    public static final int MAX_PARKED_RECORDS = 1_000;

    @Limit(
            scope = PUBLISHER,
            of = "these records in bytes",
            beyond = "`UNKNOWN_SCHEMA`",
            reason = "They are stored, with an index on the heap.")
    public static final long MAX_PARKED_BYTES = 8L << 20;

    @Limit(
            scope = TASK,
            of = "the parked records that are staged on the heap",
            beyond = "they are written to the store at once",
            reason = "Each may have a value of 1 MiB.")
    public static final long MAX_STAGED_PARKED_BYTES = 1L << 20;

    @Limit(
            scope = TASK,
            of = "the pending sums of all dimensions",
            beyond = "they are forwarded at once",
            reason =
                    "One report adds at most 0.8 MiB, so every record is below 2 MiB. The limit of an internal topic is"
                            + " 9 MiB.")
    public static final int MAX_PENDING_BYTES = 1 << 20;

    @Limit(
            scope = TASK,
            of = "the different durations of one minute or one day of a dimension",
            beyond = "further ones are rounded within 1 %",
            reason = "A day of a port has some hundred trains, with five durations each at most.")
    public static final int MAX_EXACT_DURATIONS = 5_000;

    @Limit(
            scope = TASK,
            of = "the codes and consignees of one day of a dimension",
            beyond = "a mass counts without its name",
            reason = "This is enough for some 5,000 names. The trains of one day through both ports have a fraction of"
                    + " that.")
    public static final int MAX_DAY_NAMES_CHARS = 250_000;

    @Limit(
            scope = TASK,
            of = "the codes and consignees of a month or a year of a dimension",
            beyond = "a mass counts without its name",
            reason = "This is enough for some 30,000 names.")
    public static final int MAX_PERIOD_NAMES_CHARS = 1_000_000;

    @Limit(
            scope = TASK,
            of = "the day panes on the heap, by their stored size",
            beyond = "they are read from the store again; a small heap lowers the limit",
            reason = "Periods that are over change rarely.")
    public static final int MAX_DAY_PANES_KILOBYTES = 16_000;

    @Limit(
            scope = TASK,
            of = "the sums of running periods on the heap",
            beyond = "they are computed again; a small heap lowers the limit",
            reason = "This suffices for some 5,000 dimensions with few trips a day.")
    public static final int MAX_PERIOD_SUMS_KILOBYTES = 48_000;

    @Limit(
            scope = TASK,
            of = "the emitted values on the heap",
            beyond = "they are read from the store again; a small heap lowers the limit",
            reason = "A value takes 200 bytes: revision, digest and key.")
    public static final int MAX_EMITTED_VALUES = 100_000;

    @Limit(
            scope = TASK,
            of = "the unemitted dimensions while a walk goes on",
            beyond = "the walk pauses",
            reason = "The stored list of them stays short.")
    public static final int MAX_UNEMITTED_DIMENSIONS = 500;

    @Limit(
            scope = TASK,
            of = "the epochs of each source task whose sums are recognised",
            beyond = "the oldest epoch is forgotten",
            reason = "The topic can still hold sums of earlier epochs. Each restart begins one.")
    public static final int MAX_EPOCHS = 8;

    @Limit(
            scope = TASK,
            of = "the received records of one partition that wait in the task",
            beyond = "the partition is paused",
            reason = "At a mebibyte each, more could fill the heap.")
    public static final int MAX_BUFFERED_RECORDS = 32;

    @Limit(
            scope = TASK,
            of = "the expected durations that a task stores, and that a task broadcasts",
            beyond = "times of further routes and places are not expected from them",
            reason = "Publishers may invent places. A duration takes some 200 bytes in every task.")
    public static final int MAX_EXPECTED_DURATIONS = 10_000;

    @Limit(
            scope = TASK,
            of = "the changed runs whose status waits for its publication",
            beyond = "the status of a further run is published at once",
            reason =
                    "They are on the heap, with 250 bytes each. A backlog may change any number of runs. While a task reads"
                            + " its reports again, all its runs wait.")
    public static final int MAX_WAITING_RUNS = 20_000;

    private TaskLimits() {}
}
