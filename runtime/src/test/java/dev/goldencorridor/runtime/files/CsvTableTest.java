package dev.goldencorridor.runtime.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    @Test
    void valuesAreFoundByColumnWithoutSurroundingSpace() throws Exception {
        CsvRow row =
                rows(" code , name\n CNHRS ,\" Khorgos, \"\"dry port\"\"\"\n").get(0);
        assertThat(row.get("code")).isEqualTo("CNHRS");
        assertThat(row.get("name")).isEqualTo("Khorgos, \"dry port\"");
        assertThat(row.get("zone")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void aRowHasTheNumberOfItsFirstLine(String lineEnd) throws Exception {
        String text =
                String.join(lineEnd, "code,name", "", "a,\"two", "lines\"", "   ", "b,\"" + lineEnd + "\"", "c,last");
        assertThat(rows(text)).extracting(CsvRow::line).containsExactly(3L, 6L, 8L);
        assertThat(rows(text + lineEnd)).extracting(CsvRow::line).containsExactly(3L, 6L, 8L);
    }

    @Test
    void commentsAreSkippedOnlyWhereTheyAreAllowed() throws Exception {
        String text = "# a \"comment\ncode\n  # another\n#a\nb\n";
        try (CsvTable table = CsvTable.openWithComments(stream(text))) {
            assertThat(table.header()).containsExactly("code");
            assertThat(all(table)).extracting(row -> row.get("code")).containsExactly("b");
        }
        assertThat(rows("code\n#a\n")).extracting(row -> row.get("code")).containsExactly("#a");
    }

    @Test
    void aByteOrderMarkIsSkipped() throws Exception {
        assertThat(rows("\uFEFF\"code\",name\na,b\n").get(0).get("code")).isEqualTo("a");
    }

    @Test
    void aRowOfAnotherLengthHasAFault() throws Exception {
        assertThat(rows("code,name\na,b\nc\nd,e,f\n"))
                .extracting(CsvRow::fault)
                .containsExactly(
                        Optional.empty(),
                        Optional.of("the row has 1 values, but the header has 2 columns: code,name"),
                        Optional.of("the row has 3 values, but the header has 2 columns: code,name"));
    }

    @Test
    void anUnclosedQuoteEndsTheTable() throws Exception {
        try (CsvTable table = CsvTable.open(stream("code\na\n\"b\nc\n"))) {
            assertThat(table.next()).isPresent();
            CsvException fault = catchThrowableOfType(CsvException.class, table::next);
            assertThat(fault.line()).isEqualTo(3);
            assertThat(table.next()).isEmpty();
        }
    }

    @Test
    void anotherEncodingIsNamed() {
        byte[] latin = "code\nbak\u00fc\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> CsvTable.open(new ByteArrayInputStream(latin)))
                .isInstanceOf(CsvException.class)
                .hasMessage("the text is not UTF-8");
    }

    @Test
    void aHeaderNamesEachColumnOnce() {
        assertThatThrownBy(() -> CsvTable.open(stream("code,code\n")))
                .isInstanceOf(CsvException.class)
                .hasMessage("the header names the column code twice");
        assertThatThrownBy(() -> CsvTable.open(stream("code,,name\n")))
                .isInstanceOf(CsvException.class)
                .hasMessage("column 2 of the header has no name");
    }

    @Test
    void anEmptyTextHasNoHeader() throws Exception {
        try (CsvTable table = CsvTable.open(stream(""))) {
            assertThat(table.header()).isEmpty();
            assertThat(table.next()).isEmpty();
        }
    }

    private static List<CsvRow> rows(String text) throws IOException, CsvException {
        try (CsvTable table = CsvTable.open(stream(text))) {
            return all(table);
        }
    }

    private static List<CsvRow> all(CsvTable table) throws CsvException {
        List<CsvRow> rows = new ArrayList<>();
        for (Optional<CsvRow> row = table.next(); row.isPresent(); row = table.next()) {
            rows.add(row.get());
        }
        return rows;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
