package dev.goldencorridor.cli.secure;

import dev.goldencorridor.runtime.security.Credentials;
import dev.goldencorridor.runtime.security.Credentials.Mechanism;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The properties of a broker with TLS everywhere and permissions that deny by default. Its listener TLS requires
 * certificates of clients, its listener SCRAM user and password.
 */
public final class SecureListeners {
    public static final String TLS = "TLS";
    public static final String SCRAM = "SCRAM";
    private static final String PEM = "PEM";

    private SecureListeners() {}

    /**
     * Properties of the broker, without its addresses.
     *
     * @param security has the certificate of the broker
     */
    public static Map<String, String> properties(StackSecurity security) {
        Credentials broker = security.of(StackSecurity.BROKER, Mechanism.TLS);
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("ssl.keystore.type", PEM);
        properties.put("ssl.keystore.location", broker.keyAndCertificate().toString());
        properties.put("ssl.truststore.type", PEM);
        properties.put("ssl.truststore.location", broker.authorities().toString());
        properties.put("ssl.client.auth", "required");
        properties.put("ssl.enabled.protocols", "TLSv1.3");
        properties.put("ssl.principal.mapping.rules", "RULE:^CN=([^,]+)$/$1/");
        String scram = "listener.name.scram.";
        properties.put(scram + "ssl.client.auth", "none");
        properties.put(scram + "sasl.enabled.mechanisms", "SCRAM-SHA-512");
        properties.put(
                scram + "scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        properties.put("allow.everyone.if.no.acl.found", "false");
        properties.put("super.users", "User:" + StackSecurity.BROKER);
        return properties;
    }
}
