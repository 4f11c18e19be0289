package dev.goldencorridor.operationscentre.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The description of the API. */
public final class OpenApiResource implements Resource {
    private final String description;

    public OpenApiResource() {
        try (InputStream in = OpenApiResource.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks openapi.json");
            }
            this.description = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Reply get(ApiRequest request) {
        request.allowOnly();
        return Reply.json(description);
    }
}
