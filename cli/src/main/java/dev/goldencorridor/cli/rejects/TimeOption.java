package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.runtime.settings.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time of an option: an instant, a date in UTC, or a duration before now. */
record TimeOption(Instant instant) {

    /** Converts the text of an option. */
    static final class Converter implements ITypeConverter<TimeOption> {
        @Override
        public TimeOption convert(String text) {
            try {
                return new TimeOption(parse(text));
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'" + text
                                + "' is no time; write 2026-11-28T08:30:00Z, 2026-11-28 (UTC), or a duration before now such as 24h or 7d");
            }
        }

        private static Instant parse(String text) {
            if (text.indexOf('T') > 0) {
                return OffsetDateTime.parse(text).toInstant();
            }
            return text.indexOf('-') > 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.now().minus(Durations.parse(text));
        }
    }
}
