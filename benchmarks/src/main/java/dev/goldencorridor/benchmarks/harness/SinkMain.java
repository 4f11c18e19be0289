package dev.goldencorridor.benchmarks.harness;

import dev.goldencorridor.sink.SinkApplication;
import dev.goldencorridor.sink.SinkSettings;

/** Main class of the child process that is the sink. Arguments: settings, each {@code name=value}. */
public final class SinkMain {
    private SinkMain() {}

    public static void main(String[] args) {
        SinkApplication application = SinkApplication.create(GivenSettings.parse(args, SinkSettings.definition()));
        Runtime.getRuntime().addShutdownHook(new Thread(application::close, "stop"));
        application.run();
    }
}
