package dev.goldencorridor.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** The permitted values of a setting, in words. */
final class SettingRange {
    private static final Pattern BETWEEN = Pattern.compile("(?:duration )?\\[(\\w+)(?:\\.\\.|,\\.\\.\\.,)(\\w+)]");

    private SettingRange() {}

    /** The default; empty if there is none. Secrets have none. */
    static String defaultOf(ConfigKey key) {
        return key.hasDefault() && key.type != ConfigDef.Type.PASSWORD ? String.valueOf(key.defaultValue) : "";
    }

    /** One sentence after a space, in the words of the validator; empty for validators other than ranges and lists. */
    static String describe(ConfigKey key) {
        String bounds = String.valueOf(key.validator);
        Matcher between = BETWEEN.matcher(bounds);
        if (between.matches()) {
            return " From " + between.group(1) + " to " + between.group(2) + ".";
        }
        return key.validator instanceof ConfigDef.ValidString
                ? " One of " + bounds.substring(1, bounds.length() - 1) + "."
                : "";
    }
}
