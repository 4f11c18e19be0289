package dev.goldencorridor.simulator;

import dev.goldencorridor.producer.PublishException;
import dev.goldencorridor.producer.PublishSettings;
import dev.goldencorridor.runtime.registry.IncompatibleRegistryException;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code corridor simulate}: publishes the reports of a simulated corridor, or writes them to a file. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Publishes what the port systems of a simulated corridor report, or writes it to a file.",
        footer = {
            "",
            "The same seed, beginning, days and scale give the same reports, down to their ids. Reports never run",
            "ahead of the clock: a simulation that catches up with the present goes on in real time.",
            "",
            "Every train's timetable is published hours before it begins. Trains keep to it within 25 minutes, but for those",
            "that --delays lets be late, held, or lost. With --withhold, the reports of one train go into a file instead,",
            "to be published by hand. Until then its silence raises an alert.",
            "",
            "Scenario corridor-2025: both ports and the hubs in 2024 and 2025, with as many trips as were published.",
            "",
            "Exit code: 0 all sent, 1 some rejected, 2 nothing could be done."
        })
public final class SimulateCommand implements Callable<Integer> {
    static final int ALL_DONE = 0;
    static final int PARTLY_DONE = 1;
    static final int NOTHING_DONE = 2;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Mixin
    private SimulationOptions options;

    private final Clock clock;
    private final Replay replay;

    /** Replays a scenario that is not written to a file. */
    public interface Replay {
        /**
         * Replays the scenario.
         *
         * @param options the settings that the user gave
         * @param line provides the output and the parsed arguments
         * @return the command's exit code
         */
        int replay(Scenario scenario, SettingsOptions options, CommandLine line) throws InterruptedException;
    }

    /** Creates a command that publishes a scenario like any other simulation. */
    public SimulateCommand() {
        this.clock = Clock.systemUTC();
        this.replay = (scenario, ignored, line) -> publish(scenario.simulation(), Speed.MAX);
    }

    public SimulateCommand(Replay replay) {
        this.clock = Clock.systemUTC();
        this.replay = replay;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            Optional<Scenario> scenario = options.scenario(spec.commandLine().getParseResult());
            return scenario.isPresent() ? replay(scenario.get()) : simulate();
        } catch (IllegalArgumentException
                | UncheckedIOException
                | SettingsException
                | PublishException
                | RegistryUnavailableException
                | IncompatibleRegistryException e) {
            problem(e.getMessage());
            return NOTHING_DONE;
        }
    }

    private int replay(Scenario scenario) throws InterruptedException {
        return options.file().isEmpty()
                ? replay.replay(scenario, settings, spec.commandLine())
                : write(scenario.simulation());
    }

    private int simulate() {
        CorridorSimulation simulation = new CorridorSimulation(options.plan(clock));
        Speed speed = options.speed();
        if (options.hasDelays() && !listDelays(simulation)) {
            return NOTHING_DONE;
        }
        return options.file().isEmpty() ? publish(simulation, speed) : write(simulation);
    }

    /** Returns false if the file of the delays could not be written. */
    private boolean listDelays(CorridorSimulation simulation) {
        return new InjectedDelaysList(simulation.injectedDelays()).show(options.delaysFile(), out(), this::problem);
    }

    private int publish(CorridorSimulation simulation, Speed speed) {
        return new SimulationPublisher(clock, out(), this::problem)
                .publish(simulation, speed, settings.resolve(PublishSettings.definition()), this::withholding);
    }

    private int write(CorridorSimulation simulation) {
        return new SimulationFile(options.file().orElseThrow(), out(), this::problem)
                .write(simulation, this::withholding);
    }

    private WithheldReports withholding(Consumer<SimulatedReport> target) {
        return options.withholding(target, settings, out());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void problem(String message) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(message);
        err.flush();
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SimulateCommand()).execute(arguments));
    }
}
