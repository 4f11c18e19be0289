package dev.goldencorridor.schemas.wire;

import org.apache.avro.Schema;

/** Finds the schema with which a value was written. Implementations are thread-safe: one instance serves a process. */
public interface WriterSchemas {
    /**
     * The schema with an id of the registry.
     *
     * @param topic the topic of the value
     * @throws UndecodableException if there is no such schema, or if decoding with it is dangerous
     * @throws SchemaNotKnownYetException if the registry may have the schema later: the caller must try again
     * @throws dev.goldencorridor.runtime.registry.RegistryUnavailableException if the registry stays unavailable: the
     *     caller must try again
     */
    Schema schema(String topic, int id);
}
