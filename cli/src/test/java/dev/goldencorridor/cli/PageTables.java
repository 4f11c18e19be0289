package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The tables of a page of the documents, which equal declarations. {@code -Ddocs.write=true} writes them again. */
final class PageTables {
    private PageTables() {}

    /**
     * Compares a page with its tables.
     *
     * @param header the first two lines of each table
     * @param tables by the heading of their section
     */
    static void compare(Path page, String header, Map<String, String> tables) throws IOException {
        String present = Files.readString(page);
        String expected = present;
        for (Map.Entry<String, String> table : tables.entrySet()) {
            expected = withTable(expected, header, table.getKey(), table.getValue());
        }
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(page, expected);
        } else {
            assertThat(present).as("run the test with -Ddocs.write=true").isEqualTo(expected);
        }
    }

    private static String withTable(String page, String header, String heading, String table) {
        int section = page.indexOf("\n" + heading);
        assertThat(section).as("heading %s", heading).isNotNegative();
        int begin = page.indexOf(header, section);
        assertThat(begin).as("table below %s", heading).isNotNegative();
        int end = begin;
        while (end < page.length() && page.charAt(end) == '|') {
            end = page.indexOf('\n', end) + 1;
        }
        return page.substring(0, begin) + table + page.substring(end);
    }
}
