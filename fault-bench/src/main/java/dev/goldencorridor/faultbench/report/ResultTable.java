package dev.goldencorridor.faultbench.report;

import dev.goldencorridor.faultbench.faults.FaultKind;
import dev.goldencorridor.faultbench.witness.Harm;
import dev.goldencorridor.runtime.text.TextTable;
import java.util.ArrayList;
import java.util.List;

/** The table of a result: one row for each kind of fault. Pauses are in seconds: median, 99th percentile, maximum. */
public final class ResultTable {
    private static final String[] TITLES = {
        "fault",
        "count",
        "pause p50",
        "p99",
        "max",
        "one partition p50",
        "its p99",
        "its max",
        "lost",
        "duplicated",
        "wrong"
    };

    private final BenchResult result;

    public ResultTable(BenchResult result) {
        this.result = result;
    }

    private List<String[]> rows() {
        List<String[]> rows = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            List<InjectedFault> faults = result.of(kind);
            if (!faults.isEmpty()) {
                rows.add(row(kind, faults));
            }
        }
        rows.add(new String[] {
            "before the first and after the last",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            Long.toString(result.countOutside(Harm.LOST)),
            Long.toString(result.countOutside(Harm.DUPLICATED)),
            Long.toString(result.countOutside(Harm.WRONG))
        });
        return rows;
    }

    private String[] row(FaultKind kind, List<InjectedFault> faults) {
        Quantiles all = Quantiles.of(faults.stream().map(InjectedFault::pause).toList());
        Quantiles partition =
                Quantiles.of(faults.stream().map(InjectedFault::partitionPause).toList());
        return new String[] {
            kind.label(),
            Integer.toString(faults.size()),
            Quantiles.seconds(all.p50()),
            Quantiles.seconds(all.p99()),
            Quantiles.seconds(all.max()),
            Quantiles.seconds(partition.p50()),
            Quantiles.seconds(partition.p99()),
            Quantiles.seconds(partition.max()),
            Long.toString(result.count(faults, Harm.LOST)),
            Long.toString(result.count(faults, Harm.DUPLICATED)),
            Long.toString(result.count(faults, Harm.WRONG))
        };
    }

    /** The table for a terminal. */
    public String text() {
        TextTable table = TextTable.ofFigures(TITLES);
        rows().forEach(table::add);
        return String.join(System.lineSeparator(), table.lines());
    }

    /** The table in Markdown. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        line(text, TITLES);
        text.append("|---").append("|---:".repeat(TITLES.length - 1)).append("|\n");
        rows().forEach(row -> line(text, row));
        return text.toString();
    }

    private static void line(StringBuilder text, String[] cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
