package dev.goldencorridor.producer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The times of the events that are published.
 *
 * @param from the first instant; null if there is no bound
 * @param until the first instant that is excluded; null if there is no bound
 */
record TimeRange(Instant from, Instant until) {
    boolean contains(Instant time) {
        return (from == null || !time.isBefore(from)) && (until == null || time.isBefore(until));
    }

    /** Reads a date, which begins at midnight UTC, or a date-time with a zone. */
    static final class Converter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.indexOf('T') < 0
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + text
                        + "' is neither a date such as 2025-06-01 nor an instant such as" + " 2025-06-01T08:30:00Z");
            }
        }
    }
}
