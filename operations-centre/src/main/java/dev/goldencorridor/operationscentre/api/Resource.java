package dev.goldencorridor.operationscentre.api;

/** A resource of the API that can be read. Thread-safe. */
public interface Resource {
    /**
     * Answers a request.
     *
     * @throws Problem if the request cannot be fulfilled
     */
    Reply get(ApiRequest request);
}
