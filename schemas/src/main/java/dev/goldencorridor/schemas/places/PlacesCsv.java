package dev.goldencorridor.schemas.places;

import dev.goldencorridor.schemas.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a catalogue's rows; every fault names file and line. */
final class PlacesCsv {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setCommentMarker('#')
            .setTrim(true)
            .get();

    private PlacesCsv() {}

    interface Row<T> {
        T read(CSVRecord row);
    }

    static <T> List<T> builtIn(String name, Row<T> row) {
        try (InputStream in = PlacesCsv.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return read(new InputStreamReader(in, StandardCharsets.UTF_8), name, row);
        } catch (IOException e) {
            throw new IllegalStateException("the built-in catalogue " + name + " cannot be read", e);
        }
    }

    static <T> List<T> file(Path file, Row<T> row) {
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(in, file.toString(), row);
        } catch (IOException e) {
            throw new SettingsException("cannot read the catalogue file " + file.toAbsolutePath() + ": " + e);
        }
    }

    private static <T> List<T> read(Reader in, String source, Row<T> row) throws IOException {
        List<T> rows = new ArrayList<>();
        long line = 1;
        try (CSVParser parser = CSVParser.parse(in, FORMAT)) {
            for (CSVRecord record : parser) {
                line = parser.getCurrentLineNumber();
                rows.add(row.read(record));
            }
        } catch (RuntimeException e) {
            // The row's own complaint, or the parser's, which wraps it.
            throw new SettingsException(source + ":" + line + ": " + e.getMessage());
        }
        return rows;
    }
}
