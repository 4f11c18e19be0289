package dev.goldencorridor.cli.rejects;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.processor.repair.Reject;
import dev.goldencorridor.processor.repair.RejectEntry;
import dev.goldencorridor.processor.repair.RejectState;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code corridor rejects export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the selected rejects, by default the open ones, as one JSON object a line, the oldest first.",
            "With --movements it writes only the decoded movements, as 'publish' reads them. Edit and publish them."
        },
        footer = {"", "Exit codes: 0 written, 1 some rejects have no movement, 2 nothing was written."})
final class RejectsExportCommand implements Callable<Integer> {
    private static final int CHUNK = 500;
    private static final JsonMapper JSON = new JsonMapper();

    @Mixin
    private RejectSelection selection;

    @Option(names = "--movements", description = "Write only movements, in the format NDJSON of 'publish'.")
    private boolean movements;

    @Option(names = "--output", paramLabel = "FILE", description = "Write to a new file instead of the terminal.")
    private Path file;

    @Mixin
    private RejectsAccess access;

    private int written;
    private int skipped;

    @Override
    public Integer call() {
        try (RejectsSession session = access.read(selection.earliest())) {
            List<RejectEntry> selected = selection.of(session, Set.of(RejectState.OPEN));
            if (file == null) {
                write(session, selected, access.out());
            } else {
                writeFile(session, selected);
            }
        }
        PrintWriter err = access.err();
        err.println(written + " written" + (skipped == 0 ? "" : ", " + skipped + " left out: they hold no movement"));
        err.flush();
        return skipped == 0 ? RejectsCommand.DONE : written == 0 ? RejectsCommand.NOTHING : RejectsCommand.PARTLY;
    }

    private void writeFile(RejectsSession session, List<RejectEntry> selected) {
        if (Files.exists(file)) {
            throw new RejectsException(file + " exists already; name a new file");
        }
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            write(session, selected, out);
            if (out.checkError()) {
                throw new RejectsException("cannot write " + file + "; is the disk full?");
            }
        } catch (IOException e) {
            throw new RejectsException("cannot write " + file + ": " + e, e);
        }
    }

    private void write(RejectsSession session, List<RejectEntry> selected, PrintWriter out) {
        ValueDecoder decoder = new ValueDecoder(session.schemas());
        for (int from = 0; from < selected.size(); from += CHUNK) {
            List<RejectEntry> chunk = selected.subList(from, Math.min(selected.size(), from + CHUNK));
            Map<String, ConsumerRecord<byte[], byte[]>> records = session.records(chunk);
            for (RejectEntry entry : chunk) {
                ConsumerRecord<byte[], byte[]> record =
                        records.get(entry.reject().place());
                if (record != null) {
                    write(entry, record, decoder.decode(entry.reject().id().topic(), record.value()), out);
                }
            }
        }
        out.flush();
    }

    private void write(
            RejectEntry entry, ConsumerRecord<byte[], byte[]> record, DecodedValue decoded, PrintWriter out) {
        boolean isMovement = decoded.isComplete() && !decoded.fields().isEmpty();
        if (movements && !isMovement) {
            skipped++;
            return;
        }
        written++;
        out.println(movements ? decoded.fields() : object(entry, record, decoded));
    }

    private static ObjectNode object(RejectEntry entry, ConsumerRecord<byte[], byte[]> record, DecodedValue decoded) {
        Reject reject = entry.reject();
        ObjectNode object = JSON.createObjectNode();
        object.put("reject", reject.place());
        object.put("state", entry.state().name());
        object.put("reason", reject.reason());
        object.put("message", reject.message());
        object.put("topic", reject.id().topic());
        object.put("partition", reject.id().partition());
        object.put("offset", reject.id().offset());
        object.put("receivedAt", Instant.ofEpochMilli(reject.receivedAt()).toString());
        object.put("rejectedAt", Instant.ofEpochMilli(reject.rejectedAt()).toString());
        object.put("key", record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8));
        object.put("value", record.value() == null ? null : Base64.getEncoder().encodeToString(record.value()));
        if (!decoded.fields().isEmpty()) {
            object.set("fields", decoded.fields());
        }
        if (!decoded.isComplete()) {
            object.put("faultAt", decoded.faultAt());
            object.put("fault", decoded.fault());
        }
        return object;
    }
}
