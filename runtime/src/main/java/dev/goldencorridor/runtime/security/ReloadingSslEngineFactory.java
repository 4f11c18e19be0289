package dev.goldencorridor.runtime.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's own TLS for clients, which also reads key and certificates again when their files have changed. Kafka's
 * clients read them once, so without it a new certificate needs a restart. A change counts from the next connection on.
 * If the new files cannot be used, the former certificates stay. Thread-safe. Kafka creates it by name, so it is public.
 */
public final class ReloadingSslEngineFactory implements SslEngineFactory {
    private static final Logger LOG = LoggerFactory.getLogger(ReloadingSslEngineFactory.class);

    private Map<String, ?> configs = Map.of();
    private Map<Path, FileTime> loaded = Map.of();
    private SslEngineFactory current;

    /** For Kafka's client. */
    public ReloadingSslEngineFactory() {}

    @Override
    public synchronized void configure(Map<String, ?> given) {
        configs = Map.copyOf(withoutNulls(given));
        loaded = modified();
        current = load();
    }

    @Override
    public SSLEngine createClientSslEngine(String host, int port, String endpointIdentification) {
        return upToDate().createClientSslEngine(host, port, endpointIdentification);
    }

    @Override
    public SSLEngine createServerSslEngine(String host, int port) {
        return upToDate().createServerSslEngine(host, port);
    }

    private synchronized SslEngineFactory upToDate() {
        Map<Path, FileTime> now = modified();
        if (!now.equals(loaded)) {
            try {
                current = load();
                LOG.info("Read the certificates in {} again", now.keySet());
            } catch (KafkaException e) {
                LOG.warn(
                        "The changed certificates in {} cannot be used, and the former ones stay: {}",
                        now.keySet(),
                        e.getMessage());
            }
            loaded = now;
        }
        return current;
    }

    private SslEngineFactory load() {
        SslEngineFactory factory = new DefaultSslEngineFactory();
        factory.configure(configs);
        return factory;
    }

    private Map<Path, FileTime> modified() {
        return Stream.of(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG)
                .map(configs::get)
                .filter(Objects::nonNull)
                .map(location -> Path.of(location.toString()))
                .distinct()
                .collect(Collectors.toUnmodifiableMap(file -> file, ReloadingSslEngineFactory::modified));
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException absent) {
            return FileTime.fromMillis(0);
        }
    }

    private static Map<String, Object> withoutNulls(Map<String, ?> given) {
        return given.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public synchronized boolean shouldBeRebuilt(Map<String, Object> next) {
        return current.shouldBeRebuilt(next);
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return SslConfigs.RECONFIGURABLE_CONFIGS;
    }

    @Override
    public synchronized KeyStore keystore() {
        return current.keystore();
    }

    @Override
    public synchronized KeyStore truststore() {
        return current.truststore();
    }

    @Override
    public void close() {
        // Kafka's own factory holds nothing open.
    }
}
