package dev.goldencorridor.processor.limits;

import static dev.goldencorridor.runtime.limits.Scope.PROCESS;

import dev.goldencorridor.runtime.limits.Limit;
import java.time.Duration;

/** Limits that all tasks of a stream-processor share. */
public final class ProcessLimits {
    @Limit(
            scope = PROCESS,
            of = "the memory of all stores, blocks and write buffers together",
            beyond = "blocks are read from disk again",
            reason = "By default each store of each partition has a budget of its own.")
    public static final long MAX_STORE_BYTES = 96L << 20;

    @Limit(
            scope = PROCESS,
            of = "the write buffers of all stores, within this memory",
            beyond = "they are written to disk",
            reason = "The other half remains for blocks.")
    public static final long MAX_WRITE_BUFFERS_BYTES = 48L << 20;

    @Limit(
            scope = PROCESS,
            of = "one write buffer of one store",
            beyond = "it is written to disk",
            reason = "All stores share the write buffers.")
    public static final long MAX_WRITE_BUFFER_BYTES = 4L << 20;

    @Limit(
            scope = PROCESS,
            of = "the caches of Kafka Streams",
            beyond = "they are flushed early",
            reason = "Only the commit signals have a cache. They need a few bytes per task.")
    public static final long MAX_STREAMS_CACHE_BYTES = 8L << 20;

    @Limit(
            scope = PROCESS,
            of = "the stream threads that are replaced within two minutes, besides `processor.threads`",
            beyond = "the process ends",
            reason =
                    "When an input topic is deleted, every stream thread dies once. A thread that dies again and again has a"
                            + " lasting fault.")
    public static final int MAX_THREAD_DEATHS = 10;

    @Limit(
            scope = PROCESS,
            of = "the wait for a schema of an internal topic",
            beyond = "the schema id is refused",
            reason = "A stream thread and all its tasks wait meanwhile.")
    public static final Duration MAX_OWN_SCHEMA_WAIT = Duration.ofSeconds(10);

    @Limit(
            scope = PROCESS,
            of = "the rejects of one publisher that are counted for `corridor_rejects_open`",
            beyond = "further ones are not counted",
            reason = "A publisher can cause any number of rejects. The number is high enough for an alert.")
    public static final int MAX_OPEN_REJECTS_PER_PUBLISHER = 10_000;

    @Limit(
            scope = PROCESS,
            of = "the age of the rejects that are counted for `corridor_rejects_open`",
            beyond = "they are not counted; `corridor rejects` shows them",
            reason = "A start reads the movements since the earliest reject that may be healed.")
    public static final Duration MAX_OPEN_REJECT_AGE = Duration.ofDays(7);

    private ProcessLimits() {}
}
