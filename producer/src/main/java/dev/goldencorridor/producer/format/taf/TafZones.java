package dev.goldencorridor.producer.format.taf;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The time zone of each country. A country with several zones has none here, unless a setting gives it one. */
final class TafZones {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Map<String, ZoneId> SINGLE = parse("""
            AL=Europe/Tirane, AM=Asia/Yerevan, AT=Europe/Vienna, AZ=Asia/Baku, BA=Europe/Sarajevo, BE=Europe/Brussels,
            BG=Europe/Sofia, BY=Europe/Minsk, CH=Europe/Zurich, CZ=Europe/Prague, DE=Europe/Berlin,
            DK=Europe/Copenhagen, EE=Europe/Tallinn, ES=Europe/Madrid, FI=Europe/Helsinki, FR=Europe/Paris,
            GB=Europe/London, GE=Asia/Tbilisi, GR=Europe/Athens, HR=Europe/Zagreb, HU=Europe/Budapest,
            IE=Europe/Dublin, IR=Asia/Tehran, IT=Europe/Rome, KG=Asia/Bishkek, LI=Europe/Vaduz, LT=Europe/Vilnius,
            LU=Europe/Luxembourg, LV=Europe/Riga, MC=Europe/Monaco, MD=Europe/Chisinau, ME=Europe/Podgorica,
            MK=Europe/Skopje, NL=Europe/Amsterdam, NO=Europe/Oslo, PL=Europe/Warsaw, PT=Europe/Lisbon,
            RO=Europe/Bucharest, RS=Europe/Belgrade, SE=Europe/Stockholm, SI=Europe/Ljubljana, SK=Europe/Bratislava,
            TJ=Asia/Dushanbe, TM=Asia/Ashgabat, TR=Europe/Istanbul, UA=Europe/Kiev, UZ=Asia/Tashkent,
            XK=Europe/Belgrade""");

    private final Map<String, ZoneId> zones;

    private TafZones(Map<String, ZoneId> zones) {
        this.zones = Map.copyOf(zones);
    }

    /**
     * The built-in zones with additions.
     *
     * @param additions pairs such as {@code KZ=Asia/Almaty}, separated by commas
     * @throws IllegalArgumentException if they are invalid
     */
    static TafZones with(String additions) {
        Map<String, ZoneId> zones = new HashMap<>(SINGLE);
        zones.putAll(parse(additions));
        return new TafZones(zones);
    }

    Optional<ZoneId> of(String country) {
        return Optional.ofNullable(zones.get(country));
    }

    private static Map<String, ZoneId> parse(String text) {
        Map<String, ZoneId> zones = new HashMap<>();
        for (String pair : text.split(",", -1)) {
            if (!pair.isBlank()) {
                String[] parts = pair.trim().split("\\s*=\\s*", 2);
                String country = parts[0].toUpperCase(Locale.ROOT);
                if (parts.length != 2 || !COUNTRY.matcher(country).matches()) {
                    throw new IllegalArgumentException(
                            "'" + pair.trim() + "' is not COUNTRY=ZONE, e.g. KZ=Asia/Almaty");
                }
                zones.put(country, zone(parts[1]));
            }
        }
        return zones;
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + name + "' is no time zone: write one such as Asia/Almaty", e);
        }
    }
}
