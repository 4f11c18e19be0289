package dev.goldencorridor.processor.windows;

/** The day panes of one dimension. The caller stores them. Days count from 1970-01-01. */
public interface DayPanes {
    /** Visits a pane. It must neither change nor keep it. */
    interface Visitor {
        void visit(long day, Pane pane);
    }

    /** Visits the panes from one day to before another, in the order of the days. */
    void forEach(long from, long before, Visitor visitor);
}
