package dev.goldencorridor.endtoend;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/** The classes of all modules but the benchmarks, without tests. They are read once, since that takes seconds. */
final class ProjectClasses {
    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.goldencorridor");

    private ProjectClasses() {}

    /** All constants: ordered by the name of the class, then as in the source. */
    static Stream<Field> constants() {
        return ALL.stream()
                .sorted(Comparator.comparing(JavaClass::getSimpleName).thenComparing(JavaClass::getName))
                .filter(ProjectClasses::hasConstant)
                .map(JavaClass::reflect)
                .flatMap(one -> Arrays.stream(one.getDeclaredFields()))
                .filter(field -> isConstant(field.getName(), Modifier.isStatic(field.getModifiers())));
    }

    /** The value of a constant, which may be private. */
    static Object valueOf(Field constant) {
        try {
            constant.setAccessible(true);
            return constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** Other classes need not be loaded. */
    private static boolean hasConstant(JavaClass one) {
        return one.getFields().stream().anyMatch(field -> isConstant(field.getName(), true));
    }

    private static boolean isConstant(String name, boolean isStatic) {
        return isStatic && name.matches("[A-Z][A-Z_0-9]*");
    }
}
