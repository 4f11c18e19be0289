package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The files that {@code corridor settings} prints, which the archive has in {@code conf/}. */
class SettingsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @MethodSource("applications")
    void theFileChangesNothingAsItIs(String application) throws IOException {
        assertThat(parse(print(application))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("applications")
    void uncommentedTheFileHasEachDefaultAndIsAccepted(String application) throws IOException {
        ConfigDef declared = DeclaredSettings.byCommand().get(application);
        Map<String, String> values = parse(print(application).replaceAll("(?m)^#(?=[^ \n])", ""));

        assertThat(values.keySet()).isEqualTo(declared.names());
        Settings.of(declared, values);
        declared.configKeys().values().forEach(key -> assertThat(
                        ConfigDef.parseType(key.name, values.get(key.name), key.type))
                .as(key.name)
                .isEqualTo(key.defaultValue));
    }

    @Test
    void anUnknownApplicationIsAnErrorThatNamesTheKnown() {
        assertThat(call("settings", "broker")).isEqualTo(2);
        assertThat(err.toString()).contains("no application is called 'broker'", "process, sink, alerts");
    }

    private static Iterable<String> applications() {
        return DeclaredSettings.byCommand().keySet();
    }

    private String print(String application) {
        assertThat(call("settings", application)).isZero();
        return out.toString();
    }

    private int call(String... arguments) {
        CommandLine line = Corridor.commandLine();
        return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    private static Map<String, String> parse(String file) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(file));
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }
}
