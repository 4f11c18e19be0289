package dev.goldencorridor.runtime.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A text table. Columns are two spaces apart, and each is as wide as its widest cell. They are aligned left unless
 * stated otherwise. Widths are in characters. Not thread-safe.
 */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final boolean hasTitles;
    private int rows;

    private TextTable(List<String> titles, boolean hasTitles) {
        this.columns = new ArrayList<>(titles.stream().map(Column::new).toList());
        this.hasTitles = hasTitles;
    }

    /** A table of texts. */
    public static TextTable of(String... titles) {
        return new TextTable(List.of(titles), true);
    }

    /** A table of figures: all columns but the first are aligned right. */
    public static TextTable ofFigures(String... titles) {
        return of(titles).alignRight(Arrays.copyOfRange(titles, 1, titles.length));
    }

    /** A table of names, figures and remarks, without titles. */
    public static TextTable withoutTitles() {
        TextTable table = new TextTable(Collections.nCopies(3, ""), false);
        table.columns.get(1).alignsRight = true;
        return table;
    }

    /** Aligns columns right. */
    public TextTable alignRight(String... titles) {
        Stream.of(titles).forEach(title -> columns(title).forEach(column -> column.alignsRight = true));
        return this;
    }

    /** Adds a row with a cell for each column. */
    public void add(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(columns.size() + " cells are needed, not " + cells.length);
        }
        for (int column = 0; column < cells.length; column++) {
            columns.get(column).add(cells[column]);
        }
        rows++;
    }

    public boolean isEmpty() {
        return rows == 0;
    }

    public int width() {
        return columns.stream().mapToInt(Column::width).sum() + GAP.length() * (columns.size() - 1);
    }

    /** The width of a column; empty if there is no such column. */
    public OptionalInt widthOf(String title) {
        return columns(title).mapToInt(Column::width).findFirst();
    }

    /** Cuts the cells of a column that are longer than this, and marks them with an ellipsis. */
    public void shorten(String title, int width) {
        columns(title).forEach(column -> column.maxWidth = width);
    }

    public void remove(String title) {
        columns.removeIf(column -> column.title.equals(title));
    }

    /** Removes the columns that hold nothing but this text. */
    public void removeColumnsOf(String text) {
        columns.removeIf(column -> column.cells.stream().allMatch(text::equals));
    }

    /** The titles, if the table has some, and the rows. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (hasTitles) {
            lines.add(line(columns.stream().map(column -> column.pad(column.title))));
        }
        for (int row = 0; row < rows; row++) {
            int index = row;
            lines.add(line(columns.stream().map(column -> column.pad(column.cells.get(index)))));
        }
        return lines;
    }

    private static String line(Stream<String> cells) {
        return String.join(GAP, cells.toList()).stripTrailing();
    }

    private Stream<Column> columns(String title) {
        return columns.stream().filter(column -> column.title.equals(title));
    }

    private static final class Column {
        private final String title;
        private final List<String> cells = new ArrayList<>();
        private boolean alignsRight;
        private int maxWidth = Integer.MAX_VALUE;
        private int widest;

        private Column(String title) {
            this.title = title;
            this.widest = title.length();
        }

        private void add(String cell) {
            cells.add(cell);
            widest = Math.max(widest, cell.length());
        }

        private int width() {
            return Math.min(maxWidth, widest);
        }

        private String pad(String text) {
            int width = width();
            if (text.length() > width) {
                return text.substring(0, width - 1) + "…";
            }
            String padding = " ".repeat(width - text.length());
            return alignsRight ? padding + text : text + padding;
        }
    }
}
