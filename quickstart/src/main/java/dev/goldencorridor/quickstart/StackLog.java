package dev.goldencorridor.quickstart;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Where a stack's log lines go: all of them to a file, so that only errors disturb what the terminal shows. */
final class StackLog {
    /** The appender's name in logback.xml. */
    private static final String TERMINAL = "STDERR";

    private StackLog() {}

    /** Leaves the terminal to what is shown there in place: a line in between would break it. */
    static void offTerminal() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(TERMINAL);
    }

    /** Sends the log to the file, which it replaces, and leaves standard error to errors. */
    static void to(Path file) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{40}: %msg%n");
        encoder.start();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setAppend(false);
        appender.setEncoder(encoder);
        appender.start();
        root.addAppender(appender);

        Appender<ILoggingEvent> terminal = root.getAppender(TERMINAL);
        if (terminal != null) {
            ThresholdFilter errors = new ThresholdFilter();
            errors.setLevel(Level.ERROR.toString());
            errors.start();
            terminal.addFilter(errors);
        }
    }
}
