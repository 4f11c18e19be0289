package dev.goldencorridor.cli.rejects;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.runtime.text.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Rows that are printed as text, CSV or JSON. Cells are texts or numbers; an empty cell is null in JSON. */
final class RejectTable {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> titles;
    private final List<List<Object>> rows = new ArrayList<>();

    /** The formats of the output. */
    enum Format {
        TABLE,
        CSV,
        JSON
    }

    RejectTable(String... titles) {
        this.titles = List.of(titles);
    }

    void add(Object... cells) {
        rows.add(List.of(cells));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    int size() {
        return rows.size();
    }

    void print(Format format, PrintWriter out) {
        switch (format) {
            case TABLE -> printText(out);
            case CSV -> printCsv(out);
            case JSON -> printJson(out);
        }
        out.flush();
    }

    private void printText(PrintWriter out) {
        TextTable table = TextTable.of(titles.toArray(String[]::new));
        for (int column = 0; column < titles.size(); column++) {
            int index = column;
            if (!rows.isEmpty() && rows.stream().allMatch(row -> row.get(index) instanceof Number)) {
                table.alignRight(titles.get(column));
            }
        }
        rows.forEach(row -> table.add(row.stream().map(RejectTable::text).toArray(String[]::new)));
        table.lines().forEach(out::println);
    }

    private static String text(Object cell) {
        String text = HexDump.printable(cell.toString());
        return text.isEmpty() ? "-" : text;
    }

    private void printCsv(PrintWriter out) {
        try {
            CSVPrinter csv = new CSVPrinter(
                    out, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
            csv.printRecord(titles);
            for (List<Object> row : rows) {
                csv.printRecord(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void printJson(PrintWriter out) {
        ArrayNode array = JSON.createArrayNode();
        for (List<Object> row : rows) {
            ObjectNode object = array.addObject();
            for (int column = 0; column < titles.size(); column++) {
                put(object, titles.get(column), row.get(column));
            }
        }
        out.println(array.toPrettyString());
    }

    private static void put(ObjectNode object, String title, Object cell) {
        if (cell instanceof Long number) {
            object.put(title, number);
        } else if (cell instanceof Integer number) {
            object.put(title, number);
        } else if (cell.toString().isEmpty()) {
            object.putNull(title);
        } else {
            object.put(title, cell.toString());
        }
    }
}
