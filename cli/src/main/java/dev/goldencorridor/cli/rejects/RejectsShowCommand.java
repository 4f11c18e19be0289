package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.processor.repair.Reject;
import dev.goldencorridor.processor.repair.RejectEntry;
import dev.goldencorridor.runtime.text.TextTable;
import dev.goldencorridor.schemas.RejectOutcome;
import dev.goldencorridor.schemas.topics.RejectHeaders;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code corridor rejects show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows everything about one reject: headers, decoded fields or bytes, and what to do.",
        footer = {"", "Exit codes: 0 shown, 2 nothing could be shown."})
final class RejectsShowCommand implements Callable<Integer> {
    private static final String STACK_TRACE = "__streams.errors.stacktrace";

    @Parameters(paramLabel = "PARTITION/OFFSET", description = "The reject, as 'rejects list' names it.")
    private String place;

    @Mixin
    private RejectsAccess access;

    @Override
    public Integer call() {
        try (RejectsSession session = access.read(Instant.EPOCH)) {
            RejectEntry entry = Places.find(session, List.of(place)).get(0);
            ConsumerRecord<byte[], byte[]> record =
                    session.records(List.of(entry)).get(place);
            if (record == null) {
                throw new RejectsException("the reject at " + place + " has just expired");
            }
            PrintWriter out = access.out();
            printSummary(out, entry, record);
            printHeaders(out, record);
            printValue(
                    out,
                    record.value(),
                    new ValueDecoder(session.schemas())
                            .decode(entry.reject().id().topic(), record.value()));
            out.println();
            out.println("What to do");
            out.println("  " + Remedies.of(entry));
            out.flush();
            return RejectsCommand.DONE;
        }
    }

    private static void printSummary(PrintWriter out, RejectEntry entry, ConsumerRecord<byte[], byte[]> record) {
        Reject reject = entry.reject();
        TextTable table = TextTable.of("Reject " + reject.place(), "");
        table.add("  state", state(entry));
        table.add("  reason", reject.reason());
        table.add("  message", HexDump.printable(reject.message()));
        table.add("  origin", reject.id().key());
        table.add("  received", Instant.ofEpochMilli(reject.receivedAt()).toString());
        table.add("  rejected", Instant.ofEpochMilli(reject.rejectedAt()) + times(entry));
        table.add("  event", reject.eventId() == null ? "-" : reject.eventId().toString());
        table.add("  key", record.key() == null ? "none" : text(record.key()));
        table.lines().forEach(out::println);
    }

    private static String state(RejectEntry entry) {
        RejectOutcome outcome = entry.outcome();
        if (outcome != null) {
            return entry.state() + " by " + outcome.getBy() + " at " + outcome.getDecidedAt()
                    + (outcome.getReplayOffset() == null
                            ? ""
                            : ", to " + outcome.getTopic() + "/" + outcome.getReplayPartition() + "/"
                                    + outcome.getReplayOffset())
                    + (outcome.getBecause().isEmpty() ? "" : ", because " + HexDump.printable(outcome.getBecause()))
                    + (outcome.getPatch().isEmpty() ? "" : ", with " + HexDump.printable(outcome.getPatch()));
        }
        return entry.state() + (entry.healedBy() == null ? "" : " by " + entry.healedBy());
    }

    private static String times(RejectEntry entry) {
        return entry.times() == 1 ? "" : " (" + entry.times() + " times; this is the last)";
    }

    private static void printHeaders(PrintWriter out, ConsumerRecord<byte[], byte[]> record) {
        out.println();
        TextTable table = TextTable.of("Headers", "");
        for (Header header : record.headers()) {
            // It has many lines, and repeats the message.
            if (!header.key().equals(STACK_TRACE)) {
                table.add(
                        "  " + HexDump.printable(header.key()),
                        RejectHeaders.text(record.headers(), header.key()).isEmpty() ? "-" : text(header.value()));
            }
        }
        table.lines().forEach(out::println);
    }

    private static void printValue(PrintWriter out, byte[] value, DecodedValue decoded) {
        out.println();
        out.println("Value: " + (value == null ? "" : value.length + " bytes, ") + decoded.format());
        TextTable fields = TextTable.withoutTitles();
        decoded.flat().forEach((path, text) -> fields.add("  " + path, "", HexDump.printable(text)));
        fields.lines().forEach(out::println);
        if (value != null && (!decoded.isComplete() || decoded.fields().isEmpty())) {
            out.println();
            if (!decoded.isComplete()) {
                out.println("Fault at byte " + decoded.faultAt() + ": " + HexDump.printable(decoded.fault()));
            }
            HexDump.lines(value, decoded.faultAt()).forEach(out::println);
        }
    }

    private static String text(byte[] utf8) {
        return HexDump.printable(new String(utf8, StandardCharsets.UTF_8));
    }
}
