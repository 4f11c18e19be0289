package dev.goldencorridor.operationscentre.api;

import java.util.Map;

/**
 * The API below {@code /api/v1}, except the stream.
 *
 * @param resources by the first segment of the path
 * @param writes answers requests that change something
 * @param canAcknowledge whether alerts can be acknowledged here
 */
public record Api(Map<String, Resource> resources, WritableResource writes, boolean canAcknowledge) {
    public Api {
        resources = Map.copyOf(resources);
    }
}
