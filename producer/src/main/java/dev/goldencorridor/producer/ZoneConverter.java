package dev.goldencorridor.producer;

import java.time.DateTimeException;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Finds a time zone by its name. */
final class ZoneConverter implements ITypeConverter<ZoneId> {
    @Override
    public ZoneId convert(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'" + name + "' is no time zone. Examples are Asia/Shanghai, Asia/Almaty and +08:00");
        }
    }
}
