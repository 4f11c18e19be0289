package dev.goldencorridor.faultbench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.faultbench.witness.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a result into two files: {@code faults.md} for people, and {@code faults.json} with each single fault. */
public final class ReportFiles {
    private static final int MAX_LISTED_FINDINGS = 100;

    private final Path directory;

    public ReportFiles(Path directory) {
        this.directory = directory;
    }

    public void write(BenchResult result) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("faults.md"), markdown(result));
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(directory.resolve("faults.json").toFile(), json(result));
    }

    private static String markdown(BenchResult result) {
        StringBuilder text = new StringBuilder("# Faults\n\n");
        result.parameters().forEach((name, value) -> text.append("- ")
                .append(name)
                .append(": ")
                .append(value)
                .append('\n'));
        text.append("- events: ").append(result.events()).append('\n');
        text.append("- values: ").append(result.values()).append('\n');
        text.append("- sums compared with all prefixes of the input: ")
                .append(result.sums())
                .append("\n\n");
        text.append(new ResultTable(result).markdown());
        if (!result.findings().isEmpty()) {
            text.append("\n## Findings\n\n");
            result.findings().stream().limit(MAX_LISTED_FINDINGS).forEach(finding -> text.append("- ")
                    .append(finding.check())
                    .append(", ")
                    .append(finding.harm())
                    .append(": ")
                    .append(finding.detail())
                    .append('\n'));
        }
        return text.toString();
    }

    private static ObjectNode json(BenchResult result) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        ObjectNode parameters = root.putObject("parameters");
        result.parameters().forEach(parameters::put);
        root.put("durationSeconds", Quantiles.toSeconds(result.duration()));
        root.put("events", result.events());
        root.put("values", result.values());
        root.put("sums", result.sums());
        ArrayNode faults = root.putArray("faults");
        for (InjectedFault fault : result.faults()) {
            faults.addObject()
                    .put("kind", fault.kind().name())
                    .put("target", fault.target())
                    .put("at", fault.at().toString())
                    .put("pauseSeconds", Quantiles.toSeconds(fault.pause()))
                    .put("partitionPauseSeconds", Quantiles.toSeconds(fault.partitionPause()));
        }
        ArrayNode findings = root.putArray("findings");
        for (Finding finding : result.findings()) {
            findings.addObject()
                    .put("check", finding.check())
                    .put("harm", finding.harm().name())
                    .put("detail", finding.detail());
        }
        return root;
    }
}
