package dev.goldencorridor.operationscentre;

import dev.goldencorridor.operationscentre.api.Authority;
import dev.goldencorridor.runtime.monitoring.MonitoringSettings;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The settings of the board, in addition to the common ones. */
public final class BoardSettings {
    public static final String HOST_CONFIG = "board.host";
    private static final String HOST_DOC =
            "Address at which the board listens. The default serves this machine only. Set it to 0.0.0.0 to serve"
                    + " all networks of the machine; the board itself has no login, so put a proxy with one before it.";

    public static final String PORT_CONFIG = "board.port";
    private static final String PORT_DOC =
            "Port at which the board listens; 0 takes a free one. Change it if another program uses the port.";

    public static final String NAMES_CONFIG = "board.names";
    private static final String NAMES_DOC =
            "Names under which browsers reach the board, separated by commas. localhost and addresses are always"
                    + " accepted. A request for another name is refused, because a hostile page could otherwise read the"
                    + " board through a user's browser. Set it to the name of the proxy.";

    public static final String VIEWERS_CONFIG = "board.viewers";
    private static final String VIEWERS_DOC =
            "How many pages may be open at the same time. Raise it if users are refused; 500 take less than half a"
                    + " core.";

    public static final int DEFAULT_PORT = 8090;

    public static final String TOKEN_CONFIG = "board.acknowledge.token";
    private static final String TOKEN_DOC =
            "Secret with which a client may acknowledge alerts, sent as a bearer token; at least 16 characters. If this"
                    + " and board.acknowledge.trusted.header are empty, the board is read-only. Set it in a file that only"
                    + " the board can read.";

    public static final String TRUSTED_HEADER_CONFIG = "board.acknowledge.trusted.header";
    private static final String TRUSTED_HEADER_DOC =
            "Header in which a proxy with a login names the user, for example X-Forwarded-User. That user may"
                    + " acknowledge alerts. The proxy must remove the header from the requests of its clients.";

    public static final String TRUSTED_PROXIES_CONFIG = "board.acknowledge.trusted.proxies";
    private static final String TRUSTED_PROXIES_DOC =
            "Addresses of the proxies whose header is trusted, separated by commas. Set it to the address of your proxy"
                    + " if that runs on another machine.";

    private static final int MIN_TOKEN_CHARS = 16;
    private static final int MAX_PORT = 65_535;

    private BoardSettings() {}

    /** All settings of the board. */
    public static ConfigDef definition() {
        return MonitoringSettings.defineIn(CommonSettings.definition(Principals.BOARD))
                .define(
                        HOST_CONFIG,
                        ConfigDef.Type.STRING,
                        "127.0.0.1",
                        new NonEmptyString(),
                        Importance.HIGH,
                        HOST_DOC)
                .define(
                        PORT_CONFIG,
                        ConfigDef.Type.INT,
                        DEFAULT_PORT,
                        Range.between(0, MAX_PORT),
                        Importance.HIGH,
                        PORT_DOC)
                .define(NAMES_CONFIG, ConfigDef.Type.STRING, "", Importance.MEDIUM, NAMES_DOC)
                .define(
                        VIEWERS_CONFIG,
                        ConfigDef.Type.INT,
                        1_000,
                        Range.between(1, 100_000),
                        Importance.LOW,
                        VIEWERS_DOC)
                .define(
                        TOKEN_CONFIG,
                        ConfigDef.Type.PASSWORD,
                        new Password(""),
                        BoardSettings::requireLongToken,
                        Importance.MEDIUM,
                        TOKEN_DOC)
                .define(TRUSTED_HEADER_CONFIG, ConfigDef.Type.STRING, "", Importance.MEDIUM, TRUSTED_HEADER_DOC)
                .define(
                        TRUSTED_PROXIES_CONFIG,
                        ConfigDef.Type.STRING,
                        "127.0.0.1,::1",
                        Importance.LOW,
                        TRUSTED_PROXIES_DOC);
    }

    private static void requireLongToken(String name, Object value) {
        int length = ((Password) value).value().length();
        if (length > 0 && length < MIN_TOKEN_CHARS) {
            throw new ConfigException(name + " has " + length + " characters; at least " + MIN_TOKEN_CHARS
                    + " are needed, so that nobody can guess it");
        }
    }

    /** Who may acknowledge alerts. */
    static Authority authority(Settings settings) {
        return new Authority(
                settings.secret(TOKEN_CONFIG),
                Optional.of(settings.string(TRUSTED_HEADER_CONFIG).trim()).filter(name -> !name.isEmpty()),
                list(settings.string(TRUSTED_PROXIES_CONFIG)));
    }

    /** The elements of a list in lower case. */
    static Set<String> list(String setting) {
        return Arrays.stream(setting.split(","))
                .map(name -> name.trim().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
