package dev.goldencorridor.processor;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry's node as a reader sees it: it may be behind the node that registers, or away. */
public final class SecondRegistryNode extends MockSchemaRegistryClient {
    private final Set<Integer> behind = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean away;

    /** Does not know an id yet that the other node has given. */
    public void isBehindWith(int id) {
        behind.add(id);
    }

    public void catchesUp() {
        behind.clear();
    }

    public void isAway(boolean now) {
        away = now;
    }

    public int calls() {
        return calls.get();
    }

    @Override
    public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
        calls.incrementAndGet();
        if (away) {
            throw new IOException("the node is away");
        }
        if (behind.contains(id)) {
            throw new RestClientException("Schema " + id + " not found", 404, 40403);
        }
        return super.getSchemaById(id);
    }
}
