package dev.goldencorridor.producer;

import java.nio.charset.Charset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Finds an encoding of the JDK by its name. */
final class EncodingConverter implements ITypeConverter<Charset> {
    @Override
    public Charset convert(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "'" + name + "' is no encoding of this JDK. Examples are UTF-8, windows-1251 and GBK");
        }
    }
}
