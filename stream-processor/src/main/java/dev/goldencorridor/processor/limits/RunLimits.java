package dev.goldencorridor.processor.limits;

import static dev.goldencorridor.runtime.limits.Scope.MOVEMENT;
import static dev.goldencorridor.runtime.limits.Scope.RUN;

import dev.goldencorridor.runtime.limits.Limit;

/** Limits on a run and on what is stored of its reports. Places of the port catalogue do not count for the places. */
public final class RunLimits {
    @Limit(
            scope = MOVEMENT,
            of = "the stored train number, and the stored code of a cause",
            beyond = "it is cut",
            reason = "It is a code of a few characters.")
    public static final int MAX_STORED_CODE_CHARS = 64;

    @Limit(
            scope = MOVEMENT,
            of = "the stored reason of a clearance step, a cause or a closed port",
            beyond = "it is cut",
            reason = "An alert shows it to people. Every report of the visit is stored with it.")
    public static final int MAX_STORED_TEXT_CHARS = 300;

    @Limit(
            scope = RUN,
            of = "the commodities in all reports of a visit",
            beyond = "`TOO_MANY_REPORTS`",
            reason = "The record of a visit must not exceed the limit of the broker.")
    public static final int MAX_VISIT_COMMODITIES = 2_000;

    /**
     * A length in characters is multiplied by the most bytes of a character before it is compared, which overestimates
     * numbers too.
     */
    @Limit(
            scope = RUN,
            of = "the stored reports of a visit",
            beyond = "`TOO_MANY_REPORTS`",
            reason = "The broker takes records of 9 MiB. A character counts as three bytes.")
    public static final int MAX_VISIT_BYTES = 2 << 20;

    @Limit(
            scope = RUN,
            of = "the places that one publisher reports outside the port catalogue",
            beyond = "`TOO_MANY_REPORTS`",
            reason = "This is more than any train passes, even if each signal box reports.")
    public static final int MAX_PLACES_PER_PUBLISHER = 1_000;

    @Limit(
            scope = RUN,
            of = "the names of these places, and of the ends of the run that are reported there",
            beyond = "`TOO_MANY_REPORTS`",
            reason = "One publisher must not take the capacity of another.")
    public static final int MAX_PUBLISHER_NAMES_BYTES = 192 << 10;

    @Limit(
            scope = RUN,
            of = "the names of places of all publishers together",
            beyond = "`TOO_MANY_REPORTS`",
            reason = "The record of a run must not exceed the limit of the broker.")
    public static final int MAX_NAMES_BYTES = 1 << 20;

    @Limit(
            scope = RUN,
            of = "the facilities of one publisher outside the port catalogue at which alerts watch the run",
            beyond = "the run is not watched at further ones; a metric counts them",
            reason = "A train that passes every signal box of a long line reports 140. Publishers may invent places.")
    public static final int MAX_CALLS_PER_PUBLISHER = 200;

    @Limit(
            scope = RUN,
            of = "these facilities of all publishers together",
            beyond = "the run is not watched at further ones; a metric counts them",
            reason = "A call with its seven alerts has at most 24 KB. They share a record with the visits, which have"
                    + " up to 1.5 MiB. More could exceed 9 MiB, the limit of a changelog record.")
    public static final int MAX_CALLS = 310;

    @Limit(
            scope = RUN,
            of = "the calls in `TrainRunStatus`",
            beyond = "those furthest from the last event are left out; `callsOmitted` counts them",
            reason = "Most runs have fewer than ten. The record of each run is written at each of its events.")
    public static final int MAX_STATUS_CALLS = 50;

    @Limit(
            scope = RUN,
            of = "the keys of open alerts in `TrainRunStatus`",
            beyond = "the least severe are left out",
            reason = "A place has seven types of alert, and publishers may invent places.")
    public static final int MAX_STATUS_ALERTS = 50;

    private RunLimits() {}
}
