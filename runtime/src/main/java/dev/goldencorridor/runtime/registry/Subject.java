package dev.goldencorridor.runtime.registry;

import org.apache.avro.Schema;

/**
 * A subject of the registry: a schema with its name and its compatibility.
 *
 * @param name the subject
 * @param schema the schema as the registry holds it, without annotations for Java
 * @param compatibility the compatibility level that its versions promise, as the registry spells it
 */
public record Subject(String name, Schema schema, String compatibility) {}
