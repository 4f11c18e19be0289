package dev.goldencorridor.processor.repair;

/**
 * The origin of a rejected record. It identifies the reject: a record that is read and rejected again has the same one.
 *
 * @param topic the topic in which the record was read
 */
public record RejectId(String topic, int partition, long offset) {
    /** The key in the topic of outcomes: {@code topic/partition/offset}. */
    public String key() {
        return topic + "/" + partition + "/" + offset;
    }

    @Override
    public String toString() {
        return key();
    }
}
