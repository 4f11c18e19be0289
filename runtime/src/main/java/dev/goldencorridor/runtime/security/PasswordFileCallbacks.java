package dev.goldencorridor.runtime.security;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramExtensionsCallback;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * Gives Kafka's SCRAM client user and password. The password is read from its file at each authentication, so a
 * changed password counts from the next connection on. Kafka creates it by name, so it is public.
 */
public final class PasswordFileCallbacks implements AuthenticateCallbackHandler {
    private static final String USER = "user";
    private static final String PASSWORD_FILE = "passwordFile";

    private String user;
    private Path passwordFile;

    /** For Kafka's client. */
    public PasswordFileCallbacks() {}

    /** The value of {@code sasl.jaas.config}. It has a path, and no password. */
    static String jaas(String user, Path passwordFile) {
        return ScramLoginModule.class.getName() + " required " + USER + "=" + quoted(user) + " " + PASSWORD_FILE + "="
                + quoted(passwordFile.toString()) + ";";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> jaas) {
        Map<String, ?> options = jaas.get(0).getOptions();
        user = String.valueOf(options.get(USER));
        passwordFile = Path.of(String.valueOf(options.get(PASSWORD_FILE)));
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
                name.setName(user);
            } else if (callback instanceof PasswordCallback password) {
                password.setPassword(Credentials.password(passwordFile).toCharArray());
            } else if (!(callback instanceof ScramExtensionsCallback)) {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
