package dev.goldencorridor.cli.secure;

import dev.goldencorridor.runtime.security.Credentials;
import dev.goldencorridor.runtime.security.Credentials.Mechanism;
import dev.goldencorridor.runtime.security.Principals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The registry's users: each principal may read, and the administrator may also register schemas and set
 * compatibility. Everything else is denied, and so is every request without a user. Passwords are read when the registry
 * starts.
 */
public final class RegistryAccess {
    private static final String API = "/apis/ccompat/v7";
    private static final String READER = "reader";
    private static final String WRITER = "writer";

    private final StackSecurity security;
    private final Path file;

    private RegistryAccess(StackSecurity security, Path file) {
        this.security = security;
        this.file = file;
    }

    /** Writes the registry's file of users and rights. */
    public static RegistryAccess prepare(StackSecurity security) throws IOException {
        Path file = security.directory().resolve("registry.properties");
        SecretFiles.write(file, properties(security));
        return new RegistryAccess(security, file);
    }

    /** The environment of the registry's process. It has paths, and no secrets. */
    public Map<String, String> environment(int port) {
        return Map.of("QUARKUS_CONFIG_LOCATIONS", file.toString(), "QUARKUS_HTTP_SSL_PORT", Integer.toString(port));
    }

    /** By these credentials the stack checks that the registry answers. */
    public Credentials administrator() {
        return security.of(Principals.ADMINISTRATOR, Mechanism.TLS);
    }

    private static String properties(StackSecurity security) {
        Credentials registry = security.of(StackSecurity.REGISTRY, Mechanism.TLS);
        StringBuilder lines = new StringBuilder();
        lines.append("""
                quarkus.http.auth.basic=true
                quarkus.http.insecure-requests=disabled
                quarkus.http.ssl.protocols=TLSv1.3
                quarkus.http.ssl.certificate.files=%1$s
                quarkus.http.ssl.certificate.key-files=%1$s
                quarkus.security.users.embedded.plain-text=true
                quarkus.http.auth.policy.readers.roles-allowed=%2$s
                quarkus.http.auth.policy.writers.roles-allowed=%3$s
                """.formatted(registry.keyAndCertificate(), READER, WRITER));
        lines.append("quarkus.http.auth.permission.others.paths=/*\n")
                .append("quarkus.http.auth.permission.others.policy=deny\n");
        lines.append(permission("read", API + "/*", "GET", "readers"));
        // A POST on a subject looks a schema up.
        lines.append(permission("look-up", API + "/subjects/*", "GET,POST", "readers"));
        lines.append(permission("versions", API + "/subjects/*/versions", "GET", "readers"));
        lines.append(permission("register", API + "/subjects/*/versions", "POST", "writers"));
        lines.append(permission("level", API + "/config/*", "GET", "readers"));
        lines.append(permission("set-level", API + "/config/*", "PUT", "writers"));
        security.passwords().forEach((principal, password) -> {
            String users = "quarkus.security.users.embedded.";
            String roles = principal.equals(Principals.ADMINISTRATOR) ? READER + "," + WRITER : READER;
            lines.append(users)
                    .append("users.\"")
                    .append(principal)
                    .append("\"=")
                    .append(password)
                    .append('\n');
            lines.append(users)
                    .append("roles.\"")
                    .append(principal)
                    .append("\"=")
                    .append(roles)
                    .append('\n');
        });
        return lines.toString();
    }

    private static String permission(String name, String path, String methods, String policy) {
        return """
                quarkus.http.auth.permission.%1$s.paths=%2$s
                quarkus.http.auth.permission.%1$s.methods=%3$s
                quarkus.http.auth.permission.%1$s.policy=%4$s
                """.formatted(name, path, methods, policy);
    }
}
