package dev.goldencorridor.processor.limits;

import static dev.goldencorridor.runtime.limits.Scope.TASK;

import dev.goldencorridor.runtime.limits.Limit;
import java.time.Duration;

/** Limits on the work of a task in one turn. They keep the other tasks of its thread and its transaction on time. */
public final class TurnLimits {
    @Limit(
            scope = TASK,
            of = "the records of one poll of the consumer",
            beyond = "the next poll returns them",
            reason =
                    "A record may hold 1.5 MiB of headers in a few bytes on the wire. Millions of empty headers cost 50"
                            + " times as much heap, and the consumer keeps them until the poll ends.")
    public static final int MAX_POLL_RECORDS = 4;

    @Limit(
            scope = TASK,
            of = "the records that a stream thread takes in one turn, from several polls",
            beyond = "the next turn takes them",
            reason = "A turn can have a commit, so few records would be slow where commits are. Many would make the"
                    + " thread late for its punctuations.")
    public static final int MAX_TURN_RECORDS = 256;

    @Limit(
            scope = TASK,
            of = "the bytes of their keys and values; one poll more may come in addition",
            beyond = "the next turn takes them",
            reason = "A record may have a mebibyte.")
    public static final long MAX_TURN_BYTES = 4L << 20;

    @Limit(
            scope = TASK,
            of = "the parked records of one retry",
            beyond = "the next retry resumes",
            reason = "A retry is a punctuation, during which no record is processed.")
    public static final int MAX_RETRIED_RECORDS = 2_000;

    @Limit(
            scope = TASK,
            of = "the runs that one punctuation expires or recounts",
            beyond = "the next punctuation resumes",
            reason = "The thread's other tasks are not delayed.")
    public static final int MAX_RUNS_PER_PUNCTUATION = 2_000;

    @Limit(
            scope = TASK,
            of = "the places of these runs",
            beyond = "the next punctuation resumes",
            reason = "A run may have a thousand places.")
    public static final int MAX_PLACES_PER_PUNCTUATION = 10_000;

    @Limit(
            scope = TASK,
            of = "the runs that one poll evaluates for alerts",
            beyond = "the next poll resumes",
            reason = "The thread's other tasks are not delayed.")
    public static final int MAX_RUNS_PER_POLL = 4_000;

    @Limit(
            scope = TASK,
            of = "the time in which one punctuation emits aggregates; five times as long without records",
            beyond = "the next punctuation resumes",
            reason = "Commits of the thread wait for it. It also runs inside a transaction, which"
                    + " times out after ten seconds.")
    public static final Duration MAX_PUNCTUATION = Duration.ofMillis(20);

    @Limit(
            scope = TASK,
            of = "the values that it builds and compares; five times as many without records",
            beyond = "the next punctuation resumes",
            reason = "They take some 20 ms.")
    public static final int MAX_VALUES_PER_PUNCTUATION = 2_000;

    @Limit(
            scope = TASK,
            of = "the compared values of step *rolling*, on average",
            beyond = "the step rests",
            reason = "Time remains for records.")
    public static final int MAX_VALUES_PER_MILLISECOND = 20;

    @Limit(
            scope = TASK,
            of = "a rest of step *rolling*",
            beyond = "the step goes on",
            reason = "Aggregates stay up to date while the step is busy.")
    public static final long MAX_REST_MILLIS = 1_000;

    @Limit(
            scope = TASK,
            of = "the forwarded sums of step *combine*, on average",
            beyond = "the step rests",
            reason = "A busy task then adds up more before it forwards.")
    public static final int MAX_SUMS_PER_MILLISECOND = 5;

    @Limit(
            scope = TASK,
            of = "the time in which the status of runs is published, in each interval of 100 ms",
            beyond = "the next interval resumes",
            reason = "It is short compared with the interval. A task that is behind takes less, unless too many runs"
                    + " wait.")
    public static final Duration MAX_STATUS_ROUND = Duration.ofMillis(10);

    @Limit(
            scope = TASK,
            of = "the durations that one round broadcasts for expected times",
            beyond = "the next round resumes",
            reason = "Each goes to all tasks. Ports and routes of a corridor have some hundred.")
    public static final int MAX_BROADCAST_DURATIONS = 200;

    private TurnLimits() {}
}
