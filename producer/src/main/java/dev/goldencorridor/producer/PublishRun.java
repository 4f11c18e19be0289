package dev.goldencorridor.producer;

import dev.goldencorridor.producer.format.MovementFormat;
import dev.goldencorridor.producer.format.MovementOpener;
import dev.goldencorridor.producer.format.MovementReader;
import dev.goldencorridor.producer.format.Reading;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the files one after the other, and hands their movements to a target. Memory does not grow with the files. For
 * one thread.
 */
final class PublishRun {
    private static final String UNREADABLE = "unreadable";

    private final Source source;
    private final Clock clock;
    private final PublishTally tally;
    private final PublishOutcomes outcomes;
    private final PublishTarget target;
    private final AtomicLong bytesRead = new AtomicLong();
    private final RepeatedDepartures departures = new RepeatedDepartures();

    /**
     * How to read the files.
     *
     * @param publisher the publisher of all movements; empty if each names its own
     * @param range the times of the events that are published
     */
    record Source(MovementOpener opener, Charset encoding, Optional<String> publisher, TimeRange range) {}

    PublishRun(Source source, Clock clock, PublishTally tally, PublishOutcomes outcomes, PublishTarget target) {
        this.source = source;
        this.clock = clock;
        this.tally = tally;
        this.outcomes = outcomes;
        this.target = target;
    }

    /**
     * Reads all files and waits for all outcomes.
     *
     * @return the number of files that could not be read; all of them if the brokers or the registry failed
     */
    int readAll(List<InputFile> inputs, PublishProgress progress) {
        int unreadable = 0;
        try {
            for (InputFile input : inputs) {
                if (outcomes.isStopped()) {
                    break;
                }
                Instant createdAt = createdAt(input);
                boolean isComplete = input.forEach(
                        source.encoding,
                        bytesRead,
                        text -> read(text, createdAt, progress),
                        (name, e) -> outcomes.problem("cannot read " + name + ": " + InputFile.reason(e)));
                unreadable += isComplete ? 0 : 1;
            }
        } catch (PublishException | RegistryUnavailableException e) {
            unreadable = inputs.size();
            outcomes.problem(e.getMessage());
        }
        target.finish();
        return unreadable;
    }

    /** A file whose time cannot be read cannot be opened either, and is reported then. */
    private Instant createdAt(InputFile input) {
        try {
            return input.createdAt(clock.instant());
        } catch (IOException e) {
            return clock.instant();
        }
    }

    private void read(InputSource text, Instant createdAt, PublishProgress progress) throws IOException {
        OutlyingTimes times = new OutlyingTimes();
        try (MovementReader reader = source.opener.open(
                new MovementFormat.Source(text.text(), text.displayName(), source.publisher, createdAt))) {
            Optional<Reading> next = reader.next();
            while (next.isPresent() && !outcomes.isStopped()) {
                tally.read();
                handle(next.get(), createdAt, times);
                progress.at(bytesRead.get(), tally);
                next = outcomes.isStopped() ? Optional.empty() : reader.next();
            }
        } finally {
            times.warnings().forEach(warning -> outcomes.warned("far from the other times", warning));
        }
    }

    private void handle(Reading reading, Instant createdAt, OutlyingTimes times) {
        if (reading instanceof Reading.Movement found) {
            handle(found, createdAt, times);
        } else if (reading instanceof Reading.NotMovement other) {
            tally.notMovement(other.kind());
        } else if (reading instanceof Reading.Unreadable unreadable) {
            outcomes.rejected(unreadable, UNREADABLE, unreadable.message());
        }
    }

    private void handle(Reading.Movement found, Instant createdAt, OutlyingTimes times) {
        if (!source.range.contains(found.movement().getOccurredAt())) {
            tally.excluded();
            return;
        }
        Reading.Movement complete = found.withAssumedCreation(createdAt);
        if (target.accept(complete)) {
            times.add(complete);
            departures.add(complete).ifPresent(warning -> outcomes.warned("same run departs again", warning));
        }
    }
}
