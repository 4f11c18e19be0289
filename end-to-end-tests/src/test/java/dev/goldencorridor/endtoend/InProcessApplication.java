package dev.goldencorridor.endtoend;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import dev.goldencorridor.processor.ProcessorApplication;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.sink.SinkApplication;
import dev.goldencorridor.sink.SinkSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A processor or a sink on a thread of this JVM. Its start takes a tenth of the CPU time of a process, because classes
 * are loaded and compiled already. A test that kills an application needs a process.
 */
final class InProcessApplication implements AutoCloseable {
    private static final long STOP_LIMIT_SECONDS = 60;

    private final AutoCloseable application;
    private final CompletableFuture<Void> end;
    private final FileAppender<ILoggingEvent> log;

    private InProcessApplication(AutoCloseable application, Runnable work, Path logFile) {
        this.application = application;
        log = append(logFile);
        end = CompletableFuture.runAsync(
                work, run -> new Thread(run, application.getClass().getSimpleName()).start());
    }

    static InProcessApplication processor(Map<String, String> settings, Path log) {
        ProcessorApplication processor =
                ProcessorApplication.create(Settings.of(ProcessorSettings.definition(), settings));
        return new InProcessApplication(processor, processor::run, log);
    }

    static InProcessApplication sink(Map<String, String> settings, Path log) {
        SinkApplication sink = SinkApplication.create(Settings.of(SinkSettings.definition(), settings));
        return new InProcessApplication(sink, sink::run, log);
    }

    /** False once it has stopped or failed. */
    boolean isAlive() {
        return !end.isDone();
    }

    /** Stops in order and waits for the end. Stopping it again does nothing. */
    void stop() throws Exception {
        try {
            application.close();
            end.get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
        } finally {
            root().detachAppender(log);
            log.stop();
        }
    }

    /** Stops without an exception if the application failed before. */
    @Override
    public void close() {
        try {
            stop();
        } catch (Exception e) {
            LoggerFactory.getLogger(InProcessApplication.class).warn("An application of this test failed", e);
        }
    }

    /** Writes the log of this JVM to a file as well, from now until the end. */
    static FileAppender<ILoggingEvent> append(Path file) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        encoder.setPattern("%d{HH:mm:ss.SSS} %-5level [%thread] %logger{0}: %msg%n%ex{short}");
        encoder.start();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(encoder.getContext());
        appender.setFile(file.toString());
        appender.setEncoder(encoder);
        appender.start();
        root().addAppender(appender);
        return appender;
    }

    private static ch.qos.logback.classic.Logger root() {
        return (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }
}
