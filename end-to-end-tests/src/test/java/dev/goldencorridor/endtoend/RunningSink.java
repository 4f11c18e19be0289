package dev.goldencorridor.endtoend;

import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.sink.SinkApplication;

/** A sink in a thread of its own. */
final class RunningSink implements AutoCloseable {
    private final SinkApplication sink;
    private final Thread thread;

    private RunningSink(SinkApplication sink) {
        this.sink = sink;
        this.thread = new Thread(sink::run, "another-sink");
    }

    static RunningSink start(Settings settings) {
        RunningSink running = new RunningSink(SinkApplication.create(settings));
        running.thread.start();
        return running;
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        sink.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
