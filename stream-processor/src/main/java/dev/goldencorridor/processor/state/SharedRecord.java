package dev.goldencorridor.processor.state;

/** A cached record that consists of two parts. For a task's thread. */
final class SharedRecord {
    final Slot first;
    final Slot second;
    private final String key;
    private boolean isStored;
    private int storedBytes;

    /**
     * One part of the record: its stored bytes until its step uses it, and then its value. So no step decodes what the
     * other stores, and an unused part is not encoded again. The bytes of a decoded part are not kept: that would take
     * heap, and most events change both parts.
     */
    static final class Slot {
        private byte[] undecoded;
        private Object value;

        private Slot(byte[] undecoded) {
            this.undecoded = undecoded;
        }

        <V> V value(RecordPart.Format<V> format) {
            if (undecoded != null) {
                value = format.decode().apply(undecoded);
                undecoded = null;
            }
            // Each slot has one format.
            @SuppressWarnings("unchecked")
            V decoded = (V) value;
            return decoded;
        }

        void set(Object newValue) {
            undecoded = null;
            value = newValue;
        }

        /** @param part null if no step uses the part, which then is undecoded */
        private <V> byte[] toBytes(RecordPart<V> part) {
            return value == null ? undecoded : part.format().encode().apply(value(part.format()));
        }
    }

    /** @param stored null if the record is not stored */
    SharedRecord(String key, byte[] stored) {
        RecordParts parts = RecordParts.of(stored);
        this.key = key;
        this.first = new Slot(parts.first());
        this.second = new Slot(parts.second());
        this.isStored = stored != null;
        this.storedBytes = stored == null ? 0 : stored.length;
    }

    String key() {
        return key;
    }

    boolean isStored() {
        return isStored;
    }

    int storedBytes() {
        return storedBytes;
    }

    /** Null if both parts are absent. */
    byte[] toBytes(RecordPart<?> firstPart, RecordPart<?> secondPart) {
        return new RecordParts(first.toBytes(firstPart), second.toBytes(secondPart)).toBytes();
    }

    void written(byte[] bytes) {
        isStored = bytes != null;
        storedBytes = bytes == null ? 0 : bytes.length;
    }
}
