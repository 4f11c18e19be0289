package dev.goldencorridor.producer;

import dev.goldencorridor.producer.format.CsvMapping;
import dev.goldencorridor.producer.format.MovementFormat;
import dev.goldencorridor.producer.format.ReadOptions;
import dev.goldencorridor.runtime.settings.SettingsException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code publish} that say how to read the files. */
final class ReadingOptions {
    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            defaultValue = "UTF-8",
            converter = EncodingConverter.class,
            description = "The encoding of the files, e.g. windows-1251 or GBK (default UTF-8). A byte order mark,"
                    + " UTF-16 and XML are recognised.")
    private Charset encoding;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = ZoneConverter.class,
            description = "For ndjson and csv: the zone of times without an offset, e.g. Asia/Shanghai.")
    private ZoneId zone;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "For csv: a JSON file that maps the file's own columns and values; see the guide.")
    private Path mapping;

    Charset encoding() {
        return encoding;
    }

    /**
     * How to interpret values.
     *
     * @throws SettingsException if an option does not apply to the format, or the mapping is faulty
     */
    ReadOptions of(MovementFormat format) {
        if (zone != null && format != MovementFormat.NDJSON && format != MovementFormat.CSV) {
            throw new SettingsException(
                    "--zone applies to ndjson and csv. Leave it out: " + format + " has its own zones");
        }
        if (mapping != null && format != MovementFormat.CSV) {
            throw new SettingsException("--mapping applies to csv alone. Leave it out, or use --format csv");
        }
        return new ReadOptions(
                Optional.ofNullable(zone), Optional.ofNullable(mapping).map(CsvMapping::of));
    }
}
