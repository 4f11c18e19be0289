package dev.goldencorridor.producer.format.taf;

import dev.goldencorridor.runtime.files.CatalogueCsv;
import dev.goldencorridor.runtime.files.CsvRow;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.schemas.Direction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/** The settings of reading TAF TSI messages, which have no field for some facts that a movement needs. */
public final class TafSettings {
    public static final String RAILWAY_CONFIG = "publish.taf.railway";
    private static final String RAILWAY_DOC =
            "The first part of the run ids of TAF TSI messages. If it is empty, the country of the place is used, so a"
                    + " train that crosses a border is two runs. Set it if the train keeps its number across borders.";

    public static final String DIRECTION_CONFIG = "publish.taf.direction";
    private static final String DIRECTION_DOC =
            "The direction of trains in TAF TSI messages that publish.taf.trains.file does not list. Set it if all"
                    + " trains of a feed run the same way.";

    public static final String TRAINS_FILE_CONFIG = "publish.taf.trains.file";
    private static final String TRAINS_FILE_DOC =
            "CSV file with the header 'otn,direction,railway' for TAF TSI messages. A row gives a train number its"
                    + " direction and the first part of its run ids; railway may be empty. Set it if a feed has trains"
                    + " of both directions.";

    public static final String PLACES_FILE_CONFIG = "publish.taf.places.file";
    private static final String PLACES_FILE_DOC =
            "CSV file with the header 'country,primary,subsidiary,facility' for TAF TSI messages. A row gives a place"
                    + " its facility code; without a subsidiary it applies to the whole place. Places without a row"
                    + " get codes such as taf:DE18713. Set it so that the border ports and hubs of the corridor match.";

    public static final String MAPPED_ONLY_CONFIG = "publish.taf.places.mapped.only";
    private static final String MAPPED_ONLY_DOC =
            "Whether reports of places that publish.taf.places.file does not list are skipped. They are then counted by"
                    + " place. Set it to true for feeds that report every station: alerts cover at most 200 places of"
                    + " a run.";

    public static final String ZONES_CONFIG = "publish.taf.zones";
    private static final String ZONES_DOC =
            "Time zones of countries, e.g. KZ=Asia/Almaty,RU=Europe/Moscow, for times without an offset in TAF TSI"
                    + " messages. Most countries of Europe and Central Asia are built in. Set it for countries with"
                    + " several zones.";

    private static final Pattern RAILWAY = Pattern.compile("[^|/\\s\\p{Cntrl}]{0,64}");
    private static final CatalogueCsv<Map.Entry<String, TafTrain>> TRAINS =
            new CatalogueCsv<>(List.of("otn", "direction", "railway"), 1, TafSettings::train);

    private TafSettings() {}

    /** Adds the settings to a definition and returns it. */
    public static ConfigDef addTo(ConfigDef definition) {
        return definition
                .define(
                        RAILWAY_CONFIG,
                        ConfigDef.Type.STRING,
                        "",
                        validator("text without spaces, slashes and bars", TafSettings::checkRailway),
                        Importance.MEDIUM,
                        RAILWAY_DOC)
                .define(
                        DIRECTION_CONFIG,
                        ConfigDef.Type.STRING,
                        Direction.DOMESTIC.name(),
                        ValidString.in(Arrays.stream(Direction.values())
                                .map(Enum::name)
                                .toArray(String[]::new)),
                        Importance.MEDIUM,
                        DIRECTION_DOC)
                .define(TRAINS_FILE_CONFIG, ConfigDef.Type.STRING, "", Importance.MEDIUM, TRAINS_FILE_DOC)
                .define(PLACES_FILE_CONFIG, ConfigDef.Type.STRING, "", Importance.MEDIUM, PLACES_FILE_DOC)
                .define(MAPPED_ONLY_CONFIG, ConfigDef.Type.BOOLEAN, false, Importance.LOW, MAPPED_ONLY_DOC)
                .define(
                        ZONES_CONFIG,
                        ConfigDef.Type.STRING,
                        "",
                        validator("COUNTRY=ZONE, separated by commas", TafZones::with),
                        Importance.LOW,
                        ZONES_DOC);
    }

    /** The defaults. */
    public static TafOptions defaults() {
        return of(Settings.of(addTo(new ConfigDef()), Map.of()));
    }

    /**
     * Reads the settings and their files.
     *
     * @throws SettingsException if a file cannot be read. The message names file and line
     */
    public static TafOptions of(Settings settings) {
        Map<String, TafTrain> trains = settings.path(TRAINS_FILE_CONFIG).map(TRAINS::file).orElse(List.of()).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, second) -> second));
        return new TafOptions(
                notBlank(settings.string(RAILWAY_CONFIG)),
                Direction.valueOf(settings.string(DIRECTION_CONFIG)),
                trains,
                TafPlaces.of(settings.path(PLACES_FILE_CONFIG)),
                settings.bool(MAPPED_ONLY_CONFIG),
                TafZones.with(settings.string(ZONES_CONFIG)));
    }

    private static Map.Entry<String, TafTrain> train(CsvRow row) {
        String otn = row.get("otn");
        if (otn.isEmpty()) {
            throw new SettingsException("otn: is missing");
        }
        String railway = row.get("railway");
        checkRailway(railway);
        Direction direction;
        try {
            direction = Direction.valueOf(row.get("direction"));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("'" + row.get("direction") + "' is no direction: write one of "
                    + Arrays.toString(Direction.values()));
        }
        return Map.entry(RunningMessage.withoutLeadingZeros(otn), new TafTrain(direction, notBlank(railway)));
    }

    private static void checkRailway(String railway) {
        if (!RAILWAY.matcher(railway).matches()) {
            throw new IllegalArgumentException("a railway is up to 64 characters without spaces, slashes and bars");
        }
    }

    private static Optional<String> notBlank(String text) {
        return Optional.of(text.trim()).filter(trimmed -> !trimmed.isEmpty());
    }

    private static ConfigDef.Validator validator(String description, Consumer<String> check) {
        return new ConfigDef.Validator() {
            @Override
            public void ensureValid(String name, Object value) {
                try {
                    check.accept((String) value);
                } catch (IllegalArgumentException e) {
                    throw new ConfigException(name, value, e.getMessage());
                }
            }

            @Override
            public String toString() {
                return description;
            }
        };
    }
}
