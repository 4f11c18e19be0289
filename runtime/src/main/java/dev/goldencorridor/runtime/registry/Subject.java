package dev.goldencorridor.runtime.registry;

import org.apache.avro.Schema;


/**
 * A schema under its name in the registry.
 *
 * @param name the subject
 * @param schema the schema as the registry holds it, without annotations for Java
 * @param compatibility what its evolution promises, in the registry's words
 */
public record Subject(String name, Schema schema, String compatibility) {}
