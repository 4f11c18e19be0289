package dev.goldencorridor.operationscentre;

import dev.goldencorridor.runtime.settings.CommonSettings;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;

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

    private static final int MAX_PORT = 65_535;

    private BoardSettings() {}

    /** All settings of the board. */
    public static ConfigDef definition() {
        return CommonSettings.definition()
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
                        VIEWERS_DOC);
    }
}
