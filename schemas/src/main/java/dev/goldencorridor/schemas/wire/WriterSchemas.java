package dev.goldencorridor.schemas.wire;

import org.apache.avro.Schema;

/** Finds the schema by which a value was written. One instance serves all threads of a process. */
public interface WriterSchemas {
    /**
     * The schema by an id of the registry.
     *
     * @param topic where the value came from
     * @throws UndecodableException if there is no such schema, or if decoding by it is not bounded by the value's length
     * @throws SchemaNotKnownYetException if it may become known: the value must be tried again
     * @throws dev.goldencorridor.runtime.registry.RegistryUnavailableException if the registry stays away: the value must
     *     be tried again
     */
    Schema schema(String topic, int id);
}
