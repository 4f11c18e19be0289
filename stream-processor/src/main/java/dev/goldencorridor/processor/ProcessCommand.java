package dev.goldencorridor.processor;

import dev.goldencorridor.schemas.settings.Settings;
import dev.goldencorridor.schemas.settings.SettingsException;
import dev.goldencorridor.schemas.settings.SettingsOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the stream-processor until it is told to stop. Exit code 0 after an orderly stop, 1 after a failure, 2 if it could not start. */
@Command(
        name = "process",
        mixinStandardHelpOptions = true,
        description = "Run the stream-processor: movements.* in, corridor.* out, until Ctrl-C.")
public final class ProcessCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings;
        ProcessorApplication application;
        try {
            settings = options.resolve(ProcessorSettings.definition());
            application = ProcessorApplication.create(settings);
        } catch (SettingsException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 2;
        }
        Thread stopper = new Thread(application::close, "stop");
        Runtime.getRuntime().addShutdownHook(stopper);
        try {
            application.run();
            return 0;
        } catch (RuntimeException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ProcessCommand()).execute(arguments));
    }
}
