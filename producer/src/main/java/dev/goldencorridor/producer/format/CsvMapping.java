package dev.goldencorridor.producer.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.goldencorridor.runtime.files.CsvRow;
import dev.goldencorridor.runtime.files.TextInput;
import dev.goldencorridor.runtime.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maps the columns of any CSV file to the fields of the contract. It is read from a JSON file. Immutable.
 *
 * <p>A field is a text with the names of columns in braces, such as <code>CN|{Train}|{Start:date}</code>. With
 * <code>:date</code>, the value becomes an ISO-8601 date. With <code>:kg</code>, kilograms become tonnes. A field is
 * absent in a row where all of its columns are empty.
 */
public final class CsvMapping {
    private static final Pattern COLUMN = Pattern.compile("\\{([^{}]+?)(?::(date|kg))?}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+([.,][0-9]+)?");
    private static final Set<String> FACILITIES = Set.of("facility", "origin", "destination", "nextBorder");
    /** Matches every value that a table does not name. */
    private static final String ANY = "*";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonParser.Feature.ALLOW_COMMENTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Content content;
    private final Optional<ZoneId> zone;
    private final List<DateTimeFormatter> times;
    private final List<DateTimeFormatter> dates;

    /** The file. A missing part is null. */
    private record Content(
            Map<String, String> fields,
            Map<String, Map<String, String>> values,
            Map<String, String> facilities,
            String zone,
            List<String> times,
            List<String> dates) {}

    private CsvMapping(Content content) {
        this.content = content;
        this.zone = Optional.ofNullable(content.zone).map(ZoneId::of);
        this.times = formatters(content.times);
        this.dates = formatters(content.dates);
    }

    /**
     * Reads a mapping.
     *
     * @throws SettingsException with the file and the place of a fault
     */
    public static CsvMapping of(Path file) {
        try (InputStream in = TextInput.of(Files.newInputStream(file))) {
            CsvMapping mapping = new CsvMapping(MAPPER.readValue(in.readAllBytes(), Content.class));
            mapping.checkFields();
            return mapping;
        } catch (UnrecognizedPropertyException e) {
            throw new SettingsException(file + ":" + e.getLocation().getLineNr() + ": " + e.getPropertyName()
                    + ": is no key of a mapping. The keys are fields, values, facilities, zone, times and dates");
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new SettingsException(file + line + ": " + e.getOriginalMessage());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new SettingsException(file + ": " + e.getMessage());
        } catch (IOException e) {
            throw new SettingsException("cannot read the mapping " + file + ": " + e);
        }
    }

    Optional<ZoneId> zone() {
        return zone;
    }

    List<DateTimeFormatter> times() {
        return times;
    }

    /** Checks that a table has all columns that the mapping names. */
    void check(List<String> header) throws IOException {
        for (Map.Entry<String, String> field : content.fields.entrySet()) {
            Matcher columns = COLUMN.matcher(field.getValue());
            while (columns.find()) {
                if (!header.contains(columns.group(1))) {
                    throw new IOException("the mapping reads " + field.getKey() + " from the column '"
                            + columns.group(1) + "', but the columns are " + header);
                }
            }
        }
    }

    /** The value of a field in a row; empty if it is absent. */
    String value(String field, CsvRow row) throws UnreadableMovementException {
        String template = content.fields.get(field);
        if (template == null) {
            return "";
        }
        Matcher columns = COLUMN.matcher(template);
        StringBuilder text = new StringBuilder();
        boolean isConstant = true;
        boolean isEmpty = true;
        while (columns.find()) {
            String value = row.get(columns.group(1));
            isConstant = false;
            isEmpty &= value.isEmpty();
            String converted = value.isEmpty() ? "" : converted(field, value, columns.group(2));
            columns.appendReplacement(text, Matcher.quoteReplacement(converted));
        }
        columns.appendTail(text);
        return !isConstant && isEmpty ? "" : translated(field, text.toString());
    }

    /** @param conversion null if there is none */
    private String converted(String field, String value, String conversion) throws UnreadableMovementException {
        if (conversion == null) {
            return value;
        }
        return conversion.equals("date") ? date(field, value) : tonnes(field, value);
    }

    /** The decimal mark stays, since the reader decides which one the file may have. */
    private static String tonnes(String field, String kilograms) throws UnreadableMovementException {
        if (!NUMBER.matcher(kilograms).matches()) {
            throw new UnreadableMovementException(
                    field + ": '" + kilograms + "' is no number of kilograms such as 1890500 or 1890.5");
        }
        String tonnes =
                new BigDecimal(kilograms.replace(',', '.')).movePointLeft(3).toPlainString();
        return kilograms.contains(",") ? tonnes.replace('.', ',') : tonnes;
    }

    private String translated(String field, String value) {
        Map<String, String> table = content.values == null ? Map.of() : content.values.getOrDefault(field, Map.of());
        String result = table.getOrDefault(value, table.getOrDefault(ANY, value));
        return FACILITIES.contains(field) && content.facilities != null
                ? content.facilities.getOrDefault(result, result)
                : result;
    }

    private String date(String field, String text) throws UnreadableMovementException {
        List<DateTimeFormatter> all = new ArrayList<>(dates);
        all.addAll(times);
        all.add(DateTimeFormatter.ISO_LOCAL_DATE);
        for (DateTimeFormatter formatter : all) {
            try {
                return LocalDate.parse(text, formatter).toString();
            } catch (DateTimeException e) {
                // The next pattern may match.
            }
        }
        throw new UnreadableMovementException(field + ": '" + text + "' is no date such as 2025-06-01, nor one of the"
                + " mapping's dates " + (content.dates == null ? List.of() : content.dates));
    }

    private void checkFields() {
        if (content.fields == null) {
            throw new IllegalArgumentException("fields: is missing");
        }
        requireKnown("fields.", content.fields.keySet());
        if (content.values != null) {
            requireKnown("values.", content.values.keySet());
        }
    }

    private static void requireKnown(String path, Set<String> names) {
        for (String name : names) {
            if (!CsvReader.FIELDS.contains(name)) {
                throw new IllegalArgumentException(
                        path + name + ": is no field of the contract. The fields are " + CsvReader.FIELDS);
            }
        }
    }

    private static List<DateTimeFormatter> formatters(List<String> patterns) {
        List<DateTimeFormatter> formatters = new ArrayList<>();
        for (String pattern : patterns == null ? List.<String>of() : patterns) {
            // Java's y is a year of an era. Without an era, a strict formatter needs u.
            formatters.add(DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT));
        }
        return List.copyOf(formatters);
    }
}
