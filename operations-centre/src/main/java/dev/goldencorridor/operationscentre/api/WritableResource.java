package dev.goldencorridor.operationscentre.api;

/** A resource of the API that can be changed. Thread-safe. */
public interface WritableResource {
    /**
     * Answers a request with any method but GET and HEAD. It may block.
     *
     * @throws Problem if the request is refused
     */
    Reply change(WriteRequest request);
}
