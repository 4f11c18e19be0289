package dev.goldencorridor.cli;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigDef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corridor settings process} prints a settings file with all defaults, commented out. */
@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        description = "Prints a settings file for one application: each setting with its meaning and its default.",
        footer = {"", "For example: corridor settings sink > sink.properties"},
        exitCodeOnExecutionException = 2)
final class SettingsCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "APPLICATION",
            description = "The command that runs the application: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Applications.class)
    private String application;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, ConfigDef> declared = DeclaredSettings.byCommand();
        if (!declared.containsKey(application)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no application is called '" + application + "'; give one of "
                            + String.join(", ", declared.keySet()));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(SettingsFile.of(application, declared.get(application)));
        out.flush();
        return 0;
    }

    /** The applications that have settings. */
    static final class Applications implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return DeclaredSettings.byCommand().keySet().iterator();
        }
    }
}
