package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A reader who has seen the value of a constant may rely on it wherever the name occurs. */
class ConstantNamesTest {
    private static final String A_BOUND = "(MAX|MIN)_.*(?<!_CONFIG|_DOC)";

    @Test
    void theNameOfABoundHasOneValue() {
        Map<String, Set<String>> valuesByName = new TreeMap<>();
        ProjectClasses.constants()
                .filter(constant -> constant.getName().matches(A_BOUND))
                .forEach(constant -> valuesByName
                        .computeIfAbsent(constant.getName(), name -> new TreeSet<>())
                        .add(String.valueOf(ProjectClasses.valueOf(constant))));
        assertThat(valuesByName).hasSizeGreaterThan(50);
        valuesByName.values().removeIf(values -> values.size() == 1);
        assertThat(valuesByName).as("names with several values").isEmpty();
    }
}
