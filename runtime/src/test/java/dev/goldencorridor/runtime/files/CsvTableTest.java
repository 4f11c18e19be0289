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
    void aRowInAnotherEncodingIsTheOnlyFaultyOne() throws Exception {
        byte[] latin = "code\na\n\nbak\u00fc,\nc\n".getBytes(StandardCharsets.ISO_8859_1);
        try (CsvTable table = CsvTable.open(new ByteArrayInputStream(latin))) {
            List<CsvRow> rows = all(table);
            assertThat(rows).extracting(CsvRow::line).containsExactly(2L, 4L, 5L);
            assertThat(rows)
                    .extracting(row -> row.fault().orElse("good"))
                    .containsExactly("good", "not UTF-8; try --encoding windows-1251, GBK or another one", "good");
        }
    }

    @Test
    void aHeaderInAnotherEncodingIsNamed() {
        byte[] latin = "\nbak\u00fc\n".getBytes(StandardCharsets.ISO_8859_1);
        CsvException fault = catchThrowableOfType(
                CsvException.class, () -> CsvTable.openWithComments(new ByteArrayInputStream(latin)));
        assertThat(fault).hasMessage("the header is not UTF-8; save the file as UTF-8");
        assertThat(fault.line()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", ","})
    void theHeaderShowsTheDelimiter(String delimiter) throws Exception {
        String text = "\n" + String.join(delimiter, "code", "\"a,b;c\td;e\"") + "\n"
                + String.join(delimiter, "CNHRS", "\"1,2;3\t4\"") + "\n";
        assertThat(rows(text)).singleElement().satisfies(row -> {
            assertThat(row.get("code")).isEqualTo("CNHRS");
            assertThat(row.get("a,b;c\td;e")).isEqualTo("1,2;3\t4");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void aSpreadsheetsDeclarationOfTheDelimiterIsNoHeader(String lineEnd) throws Exception {
        assertThat(rows(String.join(lineEnd, "sep=|", "code|name", "a|b")))
                .singleElement()
                .satisfies(row -> assertThat(row.line() + row.get("name")).isEqualTo("3b"));
    }

    @Test
    void rowsAndColumnsWithoutValuesAreSkipped() throws Exception {
        assertThat(rows("code,name,,\n,,,\na,b,,\n , \nc,,\n"))
                .extracting(row -> row.line() + row.get("code") + row.fault().orElse(""))
                .containsExactly("3a", "5c");
    }

    @Test
    void blankLinesCountBeforeAnUnclosedQuote() throws Exception {
        try (CsvTable table = CsvTable.open(stream("code\n\n\n\"b\nc\n"))) {
            CsvException fault = catchThrowableOfType(CsvException.class, table::next);
            assertThat(fault.line()).isEqualTo(4);
        }
    }

    @Test
    void anEndlessRowDoesNotFillTheHeap() throws Exception {
        try (CsvTable table = CsvTable.open(new EndlessInput("code\na\n\"", (byte) 'x'))) {
            assertThat(table.next()).isPresent();
            CsvException fault = catchThrowableOfType(CsvException.class, table::next);
            assertThat(fault).hasMessageStartingWith("a row is longer than 8388608 characters");
            assertThat(fault.line()).isEqualTo(3);
        }
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
