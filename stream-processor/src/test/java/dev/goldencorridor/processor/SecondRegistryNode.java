package dev.goldencorridor.processor;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry node for readers. It may lag behind the node that registers, or be unavailable. */
public final class SecondRegistryNode extends MockSchemaRegistryClient {
    private final Set<Integer> behind = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean unavailable;

    /** From now on this node lags: it does not have an id that the other node has assigned. */
    public void lagsBehind(int id) {
        behind.add(id);
    }

    public void catchesUp() {
        behind.clear();
    }

    public void setUnavailable(boolean isUnavailable) {
        unavailable = isUnavailable;
    }

    public int calls() {
        return calls.get();
    }

    @Override
    public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
        calls.incrementAndGet();
        if (unavailable) {
            throw new IOException("the node is away");
        }
        if (behind.contains(id)) {
            throw new RestClientException("Schema " + id + " not found", 404, 40403);
        }
        return super.getSchemaById(id);
    }
}
