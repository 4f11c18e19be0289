package dev.goldencorridor.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Shows changing lines: in place on a terminal, one block after the other elsewhere. */
public final class Screen {
    private static final String CLEAR_TO_END = "\u001b[J";
    private static final int DEFAULT_HEIGHT = 24;
    private static final int DEFAULT_WIDTH = 80;

    private final PrintWriter out;
    private final boolean inPlace;
    private final int height;
    private int shown;

    private Screen(PrintWriter out, boolean inPlace, int height) {
        this.out = out;
        this.inPlace = inPlace;
        this.height = height;
    }

    /** Creates the screen. The launcher passes the size of the terminal, since Java 17 cannot determine it. */
    public static Screen of(PrintWriter out) {
        return new Screen(
                out,
                Boolean.getBoolean("corridor.terminal"),
                Integer.getInteger("corridor.terminal.rows", DEFAULT_HEIGHT));
    }

    /** The maximum characters of a line; unlimited if the output is not a terminal. */
    static int width() {
        if (!Boolean.getBoolean("corridor.terminal")) {
            return Integer.MAX_VALUE;
        }
        // An uninitialized terminal reports 0 columns.
        int columns = Integer.getInteger("corridor.terminal.columns", DEFAULT_WIDTH);
        return columns > 0 ? columns : DEFAULT_WIDTH;
    }

    boolean isTerminal() {
        return inPlace;
    }

    /** Shows the lines. On a terminal, lines that do not fit are replaced by a line with their number. */
    void show(List<String> picture) {
        if (!inPlace) {
            picture.forEach(out::println);
            out.flush();
            return;
        }
        List<String> fitting = picture;
        int maxLines = Math.max(2, height - 1);
        if (picture.size() > maxLines) {
            fitting = new ArrayList<>(picture.subList(0, maxLines - 1));
            fitting.add("... and " + (picture.size() - maxLines + 1) + " lines more");
        }
        if (shown > 0) {
            out.print(cursorUp(shown));
            out.print('\r');
        }
        out.print(CLEAR_TO_END);
        // A wrapped line would count as two, and the next block would begin too low.
        fitting.forEach(line -> out.println(line.length() > width() ? line.substring(0, width()) : line));
        out.flush();
        shown = fitting.size();
    }

    private static String cursorUp(int lines) {
        return "\u001b[" + lines + "A";
    }
}
