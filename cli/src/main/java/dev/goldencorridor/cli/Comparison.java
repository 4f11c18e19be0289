package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.text.TextTable;
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
        TextTable table = TextTable.of("figure", "published", "pipeline", "", "read from")
                .alignRight("published", "pipeline", "");
        lines.forEach(line -> table.add(
                line.figure().what(),
                line.figure().published(),
                line.computed().map(line.figure().format()::apply).orElse("-"),
                line.verdict(),
                line.figure().source()));
        return table.lines();
    }
}
