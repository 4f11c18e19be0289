package dev.goldencorridor.operationscentre.feed;

import java.util.List;

/**
 * All live values at one position, as batches. The first one is full, and the last one has the digest. Immutable;
 * viewers share it.
 */
public record Snapshot(List<Batch> batches) {
    public Snapshot {
        batches = List.copyOf(batches);
    }
}
