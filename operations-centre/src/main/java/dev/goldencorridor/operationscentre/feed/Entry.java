package dev.goldencorridor.operationscentre.feed;

/** A key of the feed, linked in the order of the last changes. Guarded by its feed. */
final class Entry {
    private Change change;
    private Fingerprint fingerprint = Fingerprint.NONE;
    private long sequence;
    private Entry previous = this;
    private Entry next = this;

    private Entry(Change change) {
        this.change = change;
    }

    /** The anchor of an empty ring. It is before the first and after the last entry, and has sequence 0. */
    static Entry anchor() {
        return new Entry(null);
    }

    static Entry of(Change change) {
        return new Entry(change);
    }

    Change change() {
        return change;
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    long sequence() {
        return sequence;
    }

    Entry previous() {
        return previous;
    }

    Entry next() {
        return next;
    }

    void replace(Change latest, long newSequence) {
        change = latest;
        fingerprint =
                latest.isDeletion() ? Fingerprint.NONE : Fingerprint.of(latest.topic(), latest.key(), latest.text());
        sequence = newSequence;
    }

    void unlink() {
        previous.next = next;
        next.previous = previous;
        previous = this;
        next = this;
    }

    void insertBefore(Entry other) {
        previous = other.previous;
        next = other;
        other.previous.next = this;
        other.previous = this;
    }
}
