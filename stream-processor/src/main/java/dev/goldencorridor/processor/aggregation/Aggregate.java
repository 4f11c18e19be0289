package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.schemas.topics.AggregateRoute;
import org.apache.avro.specific.SpecificRecord;

/**
 * An aggregate on its way to its topic.
 *
 * @param route names the topic
 * @param value the record; null deletes the key
 */
public record Aggregate(AggregateRoute route, SpecificRecord value) {}
