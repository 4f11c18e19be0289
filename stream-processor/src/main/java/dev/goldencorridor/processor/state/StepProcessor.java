package dev.goldencorridor.processor.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * A step with state: it has changes on the heap, a {@link StagedStore} to which they are flushed before a commit, and
 * punctuations by the wall clock. Kafka Streams initialises a step again when it revives the task; the step then
 * restores its state anew. For a task's thread.
 */
public abstract class StepProcessor<KI, VI, KO, VO> implements Processor<KI, VI, KO, VO> {
    private final String storeName;
    private final CommitHook commitHook;
    private final List<Cancellable> punctuations = new ArrayList<>();
    private ProcessorContext<KO, VO> context;
    private CommitHook.Registration registration;

    /** @param storeName the name of the store that {@link #restore} receives */
    protected StepProcessor(String storeName, CommitHook commitHook) {
        this.storeName = storeName;
        this.commitHook = commitHook;
    }

    @Override
    public final void init(ProcessorContext<KO, VO> newContext) {
        this.context = newContext;
        punctuations.forEach(Cancellable::cancel);
        punctuations.clear();
        this.registration = commitHook.register(newContext);
        restore(new StagedStore(newContext.getStateStore(storeName), registration), registration);
    }

    /**
     * Restores the state of the task and schedules its punctuations. Replaces all earlier state.
     *
     * @param store the sections of the step
     * @param hook flushes each part of the state, in the order in which the parts are constructed
     */
    protected abstract void restore(StagedStore store, CommitHook.Registration hook);

    @Override
    public void close() {
        registration.unregister();
    }

    protected final ProcessorContext<KO, VO> context() {
        return context;
    }

    /** Calls the punctuator at each interval of the wall clock. To be called in {@link #restore}. */
    protected final void schedule(Duration interval, Punctuator punctuator) {
        punctuations.add(context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, punctuator));
    }
}
