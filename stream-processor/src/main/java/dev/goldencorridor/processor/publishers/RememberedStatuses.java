package dev.goldencorridor.processor.publishers;

/** The entries of the store of publishers that a reset keeps: the revision of each status. */
public final class RememberedStatuses {
    private RememberedStatuses() {}

    /** The value that an entry has after a reset; null if it does not survive. */
    public static byte[] survivor(String storeKey, byte[] value) {
        return storeKey.charAt(0) == PublisherProcessor.EMITTED
                ? new EmittedStatus(EmittedStatus.fromBytes(value).revision(), new byte[0]).toBytes()
                : null;
    }
}
