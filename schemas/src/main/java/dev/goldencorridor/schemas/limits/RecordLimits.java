package dev.goldencorridor.schemas.limits;

import static dev.goldencorridor.runtime.limits.Scope.RECORD;

import dev.goldencorridor.runtime.limits.Limit;

/** Limits on the records that the pipeline writes. */
public final class RecordLimits {
    @Limit(
            scope = RECORD,
            of = "a batch of rejects or of an internal topic, and a request of a producer",
            beyond = "the broker refuses it; the limits on movements and runs prevent that",
            reason = "A rejected record has the maximum size of an input record, and headers besides.")
    public static final int MAX_BATCH_BYTES = 9 << 20;

    @Limit(
            scope = RECORD,
            of = "a batch of a compacted topic",
            beyond = "the broker refuses it; the other limits prevent that",
            reason =
                    "The applications limit the size of their records themselves. For `corridor.control` it also limits"
                            + " a record once decompressed.")
    public static final int MAX_COMPACTED_BATCH_BYTES = 1 << 20;

    @Limit(
            scope = RECORD,
            of = "a value of a downstream topic",
            beyond = "`TOO_LARGE`, from the sink",
            reason = "Brokers accept batches up to 1 MiB. A batch is a little larger than its value.")
    public static final int MAX_DELIVERED_VALUE_BYTES = 1_000_000;

    @Limit(
            scope = RECORD,
            of = "the key of a rejected record",
            beyond = "it is cut, with `corridor.reject.truncated`",
            reason =
                    "No run id is longer than a hundredth of this. The value is cut to the length of a movement's value.")
    public static final int MAX_KEY_BYTES = 64 << 10;

    @Limit(
            scope = RECORD,
            of = "`corridor.reject.message`",
            beyond = "it is cut",
            reason = "A message can quote parts of a publisher's record.")
    public static final int MAX_MESSAGE_CHARS = 1_000;

    @Limit(
            scope = RECORD,
            of = "`__streams.errors.stacktrace`",
            beyond = "the rest is left out",
            reason = "The first lines name the fault, and a publisher can cause any number of rejects.")
    public static final int MAX_STACKTRACE_CHARS = 2_000;

    @Limit(
            scope = RECORD,
            of = "the chapters of `TripCounts`, the largest first",
            beyond = "they are left out",
            reason = "The Harmonized System has 97 chapters and reserves two for national use.")
    public static final int MAX_CHAPTERS = 100;

    @Limit(
            scope = RECORD,
            of = "the pairs of consignee and chapter of `TripCounts`, the largest first",
            beyond = "they are left out",
            reason = "A year of the network can have thousands of consignees.")
    public static final int MAX_CONSIGNEES = 50;

    private RecordLimits() {}
}
