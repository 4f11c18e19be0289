package dev.goldencorridor.quickstart;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Shows a picture that changes: in place on a terminal, one picture after the other elsewhere. */
final class Screen {
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

    /** The launcher says whether standard output is a terminal, how high and how wide it is; Java 17 cannot tell. */
    static Screen of(PrintWriter out) {
        return new Screen(
                out,
                Boolean.getBoolean("corridor.terminal"),
                Integer.getInteger("corridor.terminal.rows", DEFAULT_HEIGHT));
    }

    /** How many characters a line may have: as many as one likes where the picture does not go to a terminal. */
    static int width() {
        if (!Boolean.getBoolean("corridor.terminal")) {
            return Integer.MAX_VALUE;
        }
        // A terminal that has not been told its size says 0.
        int columns = Integer.getInteger("corridor.terminal.columns", DEFAULT_WIDTH);
        return columns > 0 ? columns : DEFAULT_WIDTH;
    }

    boolean isTerminal() {
        return inPlace;
    }

    /** How many lines a picture may have; more are cut off on a terminal, with a line that says so. */
    void show(List<String> picture) {
        if (!inPlace) {
            picture.forEach(out::println);
            out.flush();
            return;
        }
        List<String> fitting = picture;
        int room = Math.max(2, height - 1);
        if (picture.size() > room) {
            fitting = new ArrayList<>(picture.subList(0, room - 1));
            fitting.add("... and " + (picture.size() - room + 1) + " lines more");
        }
        if (shown > 0) {
            out.print(cursorUp(shown));
            out.print('\r');
        }
        out.print(CLEAR_TO_END);
        // A line that the terminal wraps would be two, and the next picture would begin too low.
        fitting.forEach(line -> out.println(line.length() > width() ? line.substring(0, width()) : line));
        out.flush();
        shown = fitting.size();
    }

    private static String cursorUp(int lines) {
        return "\u001b[" + lines + "A";
    }
}
