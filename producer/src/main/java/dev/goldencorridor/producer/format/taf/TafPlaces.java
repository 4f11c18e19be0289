package dev.goldencorridor.producer.format.taf;

import dev.goldencorridor.runtime.files.CatalogueCsv;
import dev.goldencorridor.runtime.files.CsvRow;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.schemas.places.FacilityCode;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gives each place its facility code: from a row of the file of places, or else made of country and code. */
final class TafPlaces {
    private static final List<String> COLUMNS = List.of("country", "primary", "subsidiary", "facility");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern PRIMARY = Pattern.compile("\\d{1,9}");
    /** Sweden writes this primary code for each of its places. The subsidiary code is the place then. */
    private static final int NO_PRIMARY = 99_999;

    private static final int MAX_LABEL_CHARS = 60;
    private static final int KEY_COLUMNS = 3;
    private static final CatalogueCsv<Map.Entry<Key, String>> PLACES =
            new CatalogueCsv<>(COLUMNS, KEY_COLUMNS, TafPlaces::place);

    private final Map<Key, String> facilities;

    private TafPlaces(Map<Key, String> facilities) {
        this.facilities = Map.copyOf(facilities);
    }

    /**
     * Reads the file of places.
     *
     * @throws SettingsException if it cannot be read
     */
    static TafPlaces of(Optional<Path> file) {
        return new TafPlaces(file.map(PLACES::file).orElse(List.of()).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The place of this location element. */
    TafPlace place(TafElement location) throws TafException {
        String given = location == null ? null : location.text("CountryCodeISO", "countryCode");
        String country = given == null ? "" : given.toUpperCase(Locale.ROOT);
        if (!COUNTRY.matcher(country).matches()) {
            throw new TafException("CountryCodeISO: "
                    + (given == null ? "is missing" : TafFields.quoted(given) + " is not two letters"));
        }
        int primary = primary(location.text("LocationPrimaryCode"));
        String subsidiary = location.text(
                "LocationSubsidiaryIdentification/LocationSubsidiaryCode",
                "locationSubsidiaryCode/value",
                "locationSubsidiaryCode");
        if (primary == NO_PRIMARY && subsidiary == null) {
            throw new TafException("LocationPrimaryCode: names no place, and there is no LocationSubsidiaryCode");
        }
        String mapped = mapped(country, primary, subsidiary);
        boolean isNamedBySubsidiary = primary == NO_PRIMARY;
        String code = isNamedBySubsidiary
                ? country + "-" + Normalizer.normalize(subsidiary, Normalizer.Form.NFC)
                : String.format(Locale.ROOT, "%s%05d", country, primary);
        // A subsidiary may be a track, which says nothing about the place.
        String label = Stream.of(
                        country,
                        isNamedBySubsidiary ? subsidiary : String.valueOf(primary),
                        location.text("PrimaryLocationName"))
                .filter(Objects::nonNull)
                .map(part -> TafTexts.cut(TafTexts.plain(part), MAX_LABEL_CHARS))
                .collect(Collectors.joining(" "));
        return new TafPlace(country, mapped == null ? "taf:" + code : mapped, mapped != null, label);
    }

    private String mapped(String country, int primary, String subsidiary) {
        String exact = subsidiary == null ? null : facilities.get(new Key(country, primary, subsidiary));
        return exact == null ? facilities.get(new Key(country, primary, "")) : exact;
    }

    private static int primary(String text) throws TafException {
        if (text == null) {
            return NO_PRIMARY;
        }
        if (!PRIMARY.matcher(text).matches() || Integer.parseInt(text) > NO_PRIMARY) {
            throw new TafException(
                    "LocationPrimaryCode: " + TafFields.quoted(text) + " is not a number of up to 5 digits");
        }
        int primary = Integer.parseInt(text);
        return primary == 0 ? NO_PRIMARY : primary;
    }

    private static Map.Entry<Key, String> place(CsvRow row) {
        String facility = FacilityCode.normalised(row.get("facility"));
        if (!FacilityCode.isValid(facility)) {
            throw new SettingsException("facility: " + FacilityCode.faultOf(facility));
        }
        try {
            String country = row.get("country").toUpperCase(Locale.ROOT);
            return Map.entry(new Key(country, primary(row.get("primary")), row.get("subsidiary")), facility);
        } catch (TafException e) {
            throw new SettingsException(e.getMessage());
        }
    }

    private record Key(String country, int primary, String subsidiary) {}
}
