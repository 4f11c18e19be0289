package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.processor.repair.RejectEntry;
import java.util.LinkedHashMap;
import java.util.Map;

/** What to do about a reject. The texts for the reasons are those of the contract. */
final class Remedies {
    private static final Map<String, String> BY_REASON = new LinkedHashMap<>();

    static {
        BY_REASON.put("NULL_KEY", "send trainRunId as key");
        BY_REASON.put("KEY_NOT_RUN_ID", "send the same text in both");
        BY_REASON.put("KEY_NOT_FACILITY", "send the same text in both");
        BY_REASON.put("NULL_VALUE", "retract by an event with retracts, not by a tombstone");
        BY_REASON.put("TOO_LARGE", "split the consist's commodities, or send fewer");
        BY_REASON.put("NOT_WIRE_FORMAT", "use a registry serializer");
        BY_REASON.put("UNKNOWN_SCHEMA", "use the pipeline's registry");
        BY_REASON.put("UNREADABLE_SCHEMA", "use the registered subject");
        BY_REASON.put("MALFORMED", "repair the serializer");
        BY_REASON.put("UNKNOWN_PUBLISHER", "add it to publishers.file");
        BY_REASON.put("FACILITY_NOT_ALLOWED", "publish to the right topic, or add the facility to the catalogue");
        BY_REASON.put("TOO_FAR_AHEAD", "set the source's clock and zone right");
        BY_REASON.put("TOO_OLD", "send milliseconds, not seconds");
        BY_REASON.put("SELF_RETRACTION", "name the other event");
        BY_REASON.put("BLANK_FIELD", "fill it; remove control characters");
        BY_REASON.put("FIELD_TOO_LONG", "send the code alone");
        BY_REASON.put("NOT_A_CODE", "send the code; leave it null if there is none");
        BY_REASON.put("IMPLAUSIBLE_CONSIST", "correct the consist; masses are in tonnes, not in kilograms");
        BY_REASON.put(
                "TOO_MANY_REPORTS", "find the source that sends one report under ever new ids, or all under one run");
        BY_REASON.put("KEY_NOT_ALERT", "find the other writer of that topic");
        BY_REASON.put("NO_PUBLISHER", "name it in the sink's publishers.file");
        BY_REASON.put("NO_DELAY_TOPIC", "corridor topics --apply with the same publishers.file");
    }

    private Remedies() {}

    /** The texts by reason, without marks of format. */
    static Map<String, String> byReason() {
        return BY_REASON;
    }

    /** The cure of the source, and the next command. */
    static String of(RejectEntry entry) {
        String place = entry.reject().place();
        String source = BY_REASON.getOrDefault(entry.reject().reason(), "see docs/contract.md#rejected-records");
        return switch (entry.state()) {
            case HEALED -> "nothing: its event was accepted later";
            case REPLAYED -> "nothing: it was published again";
            case DISCARDED -> "nothing: it was discarded";
            case OPEN ->
                "at the source: " + source + ". Here: "
                        + (entry.reject().isMovement()
                                ? "corridor rejects replay " + place
                                        + " (judges it again; --patch FILE changes it), or "
                                : "")
                        + "corridor rejects discard " + place + " --because TEXT";
        };
    }
}
