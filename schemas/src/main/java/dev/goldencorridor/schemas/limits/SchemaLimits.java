package dev.goldencorridor.schemas.limits;

import static dev.goldencorridor.runtime.limits.Scope.PROCESS;
import static dev.goldencorridor.runtime.limits.Scope.PUBLISHER;

import dev.goldencorridor.runtime.limits.Limit;

/** Limits on the calls to the registry for unknown schema ids, and on the cached answers. */
public final class SchemaLimits {
    @Limit(
            scope = PUBLISHER,
            of = "the calls to the registry at once for one input topic",
            beyond = "the record is parked",
            reason = "A publisher can put any schema id into a value. It must not use up the calls of another one.")
    public static final int MAX_CALLS_PER_TOPIC = 10;

    @Limit(
            scope = PUBLISHER,
            of = "the further calls in a second for one input topic",
            beyond = "the record is parked",
            reason = "New schemas are rare.")
    public static final int MAX_TOPIC_CALLS_PER_SECOND = 1;

    @Limit(
            scope = PUBLISHER,
            of = "the time of the calls at once for one input topic",
            beyond = "the record is parked",
            reason = "The calls run on threads that process events, so a slow registry must not use up their time.")
    public static final double MAX_CALL_SECONDS = 3;

    @Limit(
            scope = PUBLISHER,
            of = "the further time of calls in a second for one input topic",
            beyond = "the record is parked",
            reason = "A slow registry takes 2 % of a thread at most.")
    public static final double MAX_CALL_SECONDS_PER_SECOND = 0.02;

    @Limit(
            scope = PROCESS,
            of = "the calls to the registry at once for all input topics",
            beyond = "a topic that has hardly used its own calls may still call; other records are parked",
            reason = "Many topics could flood together.")
    public static final int MAX_REGISTRY_CALLS = 50;

    @Limit(
            scope = PROCESS,
            of = "the further calls to the registry in a second for all input topics",
            beyond = "as for the calls at once",
            reason = "Many topics could flood together.")
    public static final int MAX_REGISTRY_CALLS_PER_SECOND = 20;

    @Limit(
            scope = PROCESS,
            of = "the cached schemas",
            beyond = "the least recently used one is evicted",
            reason = "This is more than the number of schema versions in use. Each has at most 65,536 characters.")
    public static final int MAX_CACHED_SCHEMAS = 200;

    @Limit(
            scope = PROCESS,
            of = "the cached ids of refused schemas",
            beyond = "the least recently used one is evicted",
            reason = "A publisher can use any number of ids.")
    public static final int MAX_REFUSED_SCHEMAS = 1_000;

    @Limit(
            scope = PROCESS,
            of = "the remembered unknown ids of input topics",
            beyond = "the least recently used one is evicted, and may be looked up again within a second",
            reason = "A publisher can use any number of ids.")
    public static final int MAX_UNKNOWN_IDS = 10_000;

    @Limit(
            scope = PROCESS,
            of = "the remembered unknown ids of the pipeline's own topics",
            beyond = "the least recently used one is evicted, and its grace begins again",
            reason = "Only the pipeline writes these topics.")
    public static final int MAX_OWN_UNKNOWN_IDS = 1_000;

    @Limit(
            scope = PROCESS,
            of = "the cached readers of one deserializer",
            beyond = "the least recently used one is evicted",
            reason = "This is more than the number of schema versions in use at once.")
    public static final int MAX_READERS = 50;

    @Limit(
            scope = PROCESS,
            of = "the remembered unreadable schemas of one deserializer",
            beyond = "the least recently used one is evicted, and compared again when it is used",
            reason = "A publisher can register any number of schemas.")
    public static final int MAX_UNREADABLE_SCHEMAS = 1_000;

    private SchemaLimits() {}
}
