package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.runtime.settings.SettingsOptions;
import java.io.PrintWriter;
import java.time.Instant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The options and the terminal of the commands that read rejects. A picocli mixin. */
final class RejectsAccess {
    @Mixin
    private SettingsOptions options;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Connects and reads the rejects since then, and as far as they matter the outcomes and movements. */
    RejectsSession read(Instant since) {
        return connect(since).refresh();
    }

    /** Connects, and reads nothing yet. */
    RejectsSession connect(Instant since) {
        return RejectsSession.open(options, since);
    }

    CommandSpec command() {
        return command;
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    PrintWriter err() {
        return command.commandLine().getErr();
    }
}
