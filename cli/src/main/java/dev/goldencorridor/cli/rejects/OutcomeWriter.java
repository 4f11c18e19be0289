package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.runtime.kafka.TransactionalProducer;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.schemas.RejectOutcome;
import dev.goldencorridor.schemas.limits.RecordLimits;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The only writer of outcomes. A new one ends the transactions of all earlier ones, and fences them. So read the
 * outcomes after it is open: then none can come in between.
 */
final class OutcomeWriter implements AutoCloseable {
    /** One id for all commands, so that two of them never repair the same reject. */
    private static final String TRANSACTIONAL_ID = Principals.REJECTS;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Producer<byte[], byte[]> producer;
    private final RepairLog log;

    private OutcomeWriter(Producer<byte[], byte[]> producer, RepairLog log) {
        this.producer = producer;
        this.log = log;
    }

    /**
     * Opens the writer.
     *
     * @throws RejectsException if the topic of outcomes does not exist
     */
    static OutcomeWriter open(RejectsSession session, String by, String because) {
        session.requireOutcomes();
        session.registry()
                .verify(
                        List.of(ContractSubjects.REJECT_OUTCOME),
                        session.settings().bool(CommonSettings.REGISTRY_AUTO_REGISTER_CONFIG));
        Producer<byte[], byte[]> producer = TransactionalProducer.create(
                session.settings(),
                TRANSACTIONAL_ID,
                Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RecordLimits.MAX_BATCH_BYTES));
        producer.initTransactions();
        RepairLog log = new RepairLog(
                producer,
                new WireSerializer<>(session.registry(), RejectOutcome.getClassSchema()),
                InstantSource.system(),
                by == null ? System.getProperty("user.name", "") : by,
                because == null ? "" : because);
        return new OutcomeWriter(producer, log);
    }

    RepairLog log() {
        return log;
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
