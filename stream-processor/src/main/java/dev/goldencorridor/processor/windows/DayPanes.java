package dev.goldencorridor.processor.windows;

/** The day panes of one dimension, wherever they are stored. Days count from 1970-01-01. */
public interface DayPanes {
    /** Takes a pane; it must not change it, nor keep it. */
    interface Visitor {
        void visit(long day, Pane pane);
    }

    /** Visits the panes from one day to before another, in the order of the days. */
    void forEach(long from, long before, Visitor visitor);
}
