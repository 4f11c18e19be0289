package dev.goldencorridor.operationscentre.feed;

import java.util.List;
import java.util.Optional;

/**
 * Changes between two positions of the feed. Each key occurs once, with its latest value. All viewers at one position
 * share the batch and its encoded bytes. Thread-safe.
 */
public final class Batch {
    private final String epoch;
    private final long end;
    private final boolean full;
    private final List<Change> changes;
    private final Optional<Fingerprint> digest;
    private EncodedEvent encoded;

    /**
     * @param end the position after this batch
     * @param full whether the viewer forgets its state first
     * @param digest the fingerprint of all live values at the end; empty if more batches are needed to get there
     */
    Batch(String epoch, long end, boolean full, List<Change> changes, Optional<Fingerprint> digest) {
        this.epoch = epoch;
        this.end = end;
        this.full = full;
        this.changes = List.copyOf(changes);
        this.digest = digest;
    }

    /** The position after this batch. */
    public long end() {
        return end;
    }

    /** Whether a viewer forgets its state before it applies this batch. */
    public boolean isFull() {
        return full;
    }

    /** The changes, oldest first. */
    public List<Change> changes() {
        return changes;
    }

    /** The fingerprint of all live values at the end; empty if more batches are needed to get there. */
    public Optional<Fingerprint> digest() {
        return digest;
    }

    /** The batch as a server-sent event. It is encoded once. */
    public synchronized EncodedEvent encoded() {
        if (encoded == null) {
            encoded = EncodedEvent.of("batch", epoch + "-" + end, json());
        }
        return encoded;
    }

    private String json() {
        StringBuilder json = new StringBuilder(64 + 1_200 * changes.size());
        json.append("{\"full\":").append(full);
        digest.ifPresentOrElse(
                known -> json.append(",\"digest\":\"").append(known).append('"'), () -> json.append(",\"more\":true"));
        json.append(",\"set\":[");
        String separator = "";
        for (Change change : changes) {
            if (!change.isDeletion()) {
                json.append(separator);
                appendName(json, change);
                JsonStrings.append(json.append(','), change.text());
                json.append(']');
                separator = ",";
            }
        }
        json.append("],\"delete\":[");
        separator = "";
        for (Change change : changes) {
            if (change.isDeletion()) {
                json.append(separator);
                appendName(json, change);
                json.append(']');
                separator = ",";
            }
        }
        return json.append("]}").toString();
    }

    private static void appendName(StringBuilder json, Change change) {
        JsonStrings.append(json.append('['), change.topic());
        JsonStrings.append(json.append(','), change.key());
    }
}
