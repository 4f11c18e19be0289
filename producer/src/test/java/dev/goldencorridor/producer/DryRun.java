package dev.goldencorridor.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Publishes the files in the test resources as ktzfreight, without a broker. */
record DryRun(int exitCode, String out, List<String> faults) {
    private static final String FILES = "files/";

    static DryRun of(String format, String file, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--dry-run", "-p", "ktzfreight", "-f", format));
        arguments.add("--set=publishers.file=" + path("publishers-with-bom.csv"));
        arguments.addAll(List.of(options));
        arguments.add(path(file).toString());
        return run(arguments);
    }

    static DryRun run(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new PublishCommand());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int exitCode = line.execute(arguments.toArray(String[]::new));
        return new DryRun(exitCode, out.toString(), err.toString().lines().toList());
    }

    static Path path(String file) {
        try {
            return Path.of(DryRun.class.getResource(FILES + file).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(file, e);
        }
    }

    DryRun hasGood(int count) {
        assertThat(out).containsPattern("good \\(not sent\\) +" + count + "\\b");
        return this;
    }

    /** The faults, one a line, without the directory of the file. */
    DryRun hasFaults(String... starts) {
        assertThat(faults).hasSameSizeAs(starts);
        for (int i = 0; i < starts.length; i++) {
            assertThat(faults.get(i).replace(path("").toString() + "/", "")).startsWith(starts[i]);
        }
        return this;
    }

    void exits(int code) {
        assertThat(exitCode).isEqualTo(code);
    }
}
