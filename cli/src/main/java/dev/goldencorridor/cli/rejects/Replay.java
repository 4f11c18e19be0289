package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.processor.repair.RejectEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Judges rejects one after the other and, if it has a log, publishes those that would be admitted. */
final class Replay {
    private final RepairPlan plan;
    private final Function<Collection<RejectEntry>, Map<String, ConsumerRecord<byte[], byte[]>>> records;
    private final Optional<RepairLog> log;
    private final Pace pace;
    private final Consumer<Repair> report;

    /**
     * @param records reads the records of rejects, by their places
     * @param log empty for a dry run
     * @param report receives each decision; with a log, after the record is published
     */
    Replay(
            RepairPlan plan,
            Function<Collection<RejectEntry>, Map<String, ConsumerRecord<byte[], byte[]>>> records,
            Optional<RepairLog> log,
            Pace pace,
            Consumer<Repair> report) {
        this.plan = plan;
        this.records = records;
        this.log = log;
        this.pace = pace;
        this.report = report;
    }

    /** Each batch is published as a whole or not at all. What was reported stays published. */
    void run(List<RejectEntry> selected) {
        int size = pace.batch();
        for (int from = 0; from < selected.size(); from += size) {
            runBatch(selected.subList(from, Math.min(selected.size(), from + size)));
        }
    }

    private void runBatch(List<RejectEntry> batch) {
        Map<String, ConsumerRecord<byte[], byte[]>> found = records.apply(batch);
        List<Repair> repairs = new ArrayList<>();
        List<Repair.Publishable> publishable = new ArrayList<>();
        for (RejectEntry entry : batch) {
            ConsumerRecord<byte[], byte[]> record = found.get(entry.reject().place());
            Repair repair = record == null
                    ? new Repair.StillRejected(entry, "EXPIRED", "the reject has just expired")
                    : plan.of(entry, record);
            repairs.add(repair);
            if (repair instanceof Repair.Publishable one) {
                publishable.add(one);
            }
        }
        if (log.isPresent() && !publishable.isEmpty()) {
            log.get().replay(publishable);
            pace.published(publishable.size());
        }
        repairs.forEach(report);
    }
}
