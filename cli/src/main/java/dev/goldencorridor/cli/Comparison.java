package dev.goldencorridor.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares published figures with the results of the pipeline. */
public final class Comparison {
    private final List<Line> lines;

    private record Line(PublicFigure figure, Optional<Double> computed) {
        boolean agrees() {
            return computed.filter(number -> figure.agrees().test(number)).isPresent();
        }

        String verdict() {
            return computed.isEmpty() ? "MISSING" : agrees() ? "agrees" : "DIFFERS";
        }
    }

    private Comparison(List<Line> lines) {
        this.lines = lines;
    }

    public static Comparison of(List<PublicFigure> figures, PublicFigure.Downstream downstream) {
        return new Comparison(figures.stream()
                .map(figure -> new Line(figure, figure.reading().in(downstream)))
                .toList());
    }

    /** 0 if every figure was computed and agrees, else 1. */
    public int exitCode() {
        return lines.stream().allMatch(Line::agrees) ? 0 : 1;
    }

    List<String> table() {
        TextTable table = new TextTable("figure", "published", "pipeline", "");
        lines.forEach(line -> table.row(
                line.figure().what(),
                line.figure().published(),
                line.computed().map(line.figure().format()::apply).orElse("-"),
                line.verdict()));
        List<String> rows = table.lines();
        int width = rows.stream().mapToInt(String::length).max().orElse(0);
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String source = i == 0 ? "read from" : lines.get(i - 1).figure().source();
            shown.add(rows.get(i) + " ".repeat(width - rows.get(i).length()) + "  " + source);
        }
        return shown;
    }
}
