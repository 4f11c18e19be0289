package dev.goldencorridor.producer;

import dev.goldencorridor.runtime.settings.SettingsOptions;
import dev.goldencorridor.schemas.PortControl;
import dev.goldencorridor.schemas.places.Port;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code corridor control list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Shows the border ports, which are closed, since when (UTC) and why.",
        footer = {"", "Exit codes: 0 shown, 2 nothing could be shown."})
final class ControlListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        return ControlTask.run(
                options,
                err,
                settings -> print(PortCatalogue.of(settings), PortControlReading.latest(settings, err::println)));
    }

    private void print(PortCatalogue ports, Map<String, PortControl> latest) {
        Set<String> codes = new TreeSet<>(latest.keySet());
        ports.all().stream().map(Port::code).filter(ports::isBorderPort).forEach(codes::add);
        PrintWriter out = spec.commandLine().getOut();
        for (String code : codes) {
            String name = ports.find(code).map(Port::name).orElse("not in the port catalogue");
            out.println(code + " (" + name + ") " + state(latest.get(code)));
        }
        out.flush();
    }

    private static String state(PortControl control) {
        if (control == null) {
            return "open";
        }
        String since = " since " + control.getDecidedAt();
        return control.getClosed()
                ? "closed" + since + (control.getReason() == null ? "" : ": " + control.getReason())
                : "open" + since;
    }
}
