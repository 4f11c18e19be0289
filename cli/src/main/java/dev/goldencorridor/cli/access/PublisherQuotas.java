package dev.goldencorridor.cli.access;

import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The quotas of publishers. The brokers slow down a publisher that exceeds one; nothing is lost. */
public final class PublisherQuotas {
    static final String BYTE_RATE = "producer_byte_rate";
    static final String REQUEST_PERCENTAGE = "request_percentage";

    private PublisherQuotas() {}

    /** The quotas of each principal, by the names that the brokers give them. */
    public static Map<String, Map<String, Double>> of(Settings settings, Collection<String> publishers) {
        Map<String, Double> each = new TreeMap<>(Map.of(
                BYTE_RATE, (double) settings.longInteger(CommonSettings.PUBLISHER_QUOTA_BYTES_CONFIG),
                REQUEST_PERCENTAGE, (double) settings.longInteger(CommonSettings.PUBLISHER_QUOTA_REQUESTS_CONFIG)));
        Map<String, Map<String, Double>> quotas = new TreeMap<>();
        publishers.forEach(publisher -> quotas.put(Principals.publisher(publisher), each));
        return quotas;
    }
}
