package dev.goldencorridor.producer;

import dev.goldencorridor.runtime.settings.SettingsOptions;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corridor control close}. */
@Command(
        name = "close",
        mixinStandardHelpOptions = true,
        description = "Publishes that a border port is closed. Closing it again revises the reason.",
        footer = {"", "Exit codes: 0 the brokers have it, 2 nothing was published."})
final class ControlCloseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options;

    @Parameters(paramLabel = "PORT", description = "Facility code of the border port, e.g. CNHRS.")
    private String port;

    @Option(
            names = {"-r", "--reason"},
            paramLabel = "TEXT",
            description = "Why, for those who read the alerts.")
    private String reason;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        return ControlTask.run(options, spec.commandLine().getErr(), settings -> {
            try (PortControls controls = PortControls.connect(settings, Clock.systemUTC(), port)) {
                controls.publish(port, true, Optional.ofNullable(reason).filter(text -> !text.isBlank()));
            }
            out.println(port + " is closed" + (reason == null ? "" : ": " + reason) + ". Open it again with: corridor"
                    + " control open " + port);
            out.flush();
        });
    }
}
