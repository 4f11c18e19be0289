package dev.goldencorridor.faultbench;

import dev.goldencorridor.faultbench.faults.FaultInjector;
import dev.goldencorridor.faultbench.faults.FaultKind;
import dev.goldencorridor.faultbench.faults.FaultSchedule;
import dev.goldencorridor.faultbench.faults.Means;
import dev.goldencorridor.faultbench.faults.PlannedFault;
import dev.goldencorridor.faultbench.processes.BenchCorridor;
import dev.goldencorridor.faultbench.processes.BenchHosts;
import dev.goldencorridor.faultbench.processes.BrokerCluster;
import dev.goldencorridor.faultbench.report.BenchResult;
import dev.goldencorridor.faultbench.report.InjectedFault;
import dev.goldencorridor.faultbench.traffic.Ledger;
import dev.goldencorridor.faultbench.traffic.SteadyTraffic;
import dev.goldencorridor.faultbench.waiting.Deadline;
import dev.goldencorridor.faultbench.witness.PauseMeter;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.simulator.CorridorSimulation;
import dev.goldencorridor.simulator.InjectedDelays;
import dev.goldencorridor.simulator.SimulationPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a corridor, injects faults while publishers send, and judges what the witness saw. One instance runs once. */
public final class FaultBench {
    private static final Duration WARM_UP_LIMIT = Duration.ofMinutes(8);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(4);

    private final BenchPlan plan;
    private final PrintWriter out;
    private final List<InjectedFault> faults = new ArrayList<>();

    public FaultBench(BenchPlan plan, PrintWriter out) {
        this.plan = plan;
        this.out = out;
    }

    /** Runs the plan. It takes the time of the plan and some minutes more. */
    public BenchResult run() throws IOException, InterruptedException {
        Files.createDirectories(plan.directory());
        try (BenchMachine machine = BenchMachine.prepare(plan.kinds(), plan.directory())) {
            return run(machine);
        }
    }

    private BenchResult run(BenchMachine machine) throws IOException, InterruptedException {
        long start = System.nanoTime();
        BenchHosts hosts = machine.hosts();
        out.println("Starting three brokers, a registry, two processors, two sinks and an alert bridge in "
                + plan.directory() + (machine.has(Means.NETWORK) ? ", each in a network namespace" : ""));
        BrokerCluster brokers = BrokerCluster.create(plan.directory(), hosts, plan.brokerProperties());
        try (BenchCorridor corridor = BenchCorridor.start(
                plan.directory(), brokers, hosts, machine.clocks(), plan.partitions(), plan.settings())) {
            Ledger ledger = new Ledger(plan.partitions());
            try (Judge judge = Judge.start(corridor.settings(), ledger, corridor.webhook());
                    PauseMeter meter =
                            PauseMeter.start(brokers.bootstrapServers(), AggregateRoute.TRIPS.downstream())) {
                try (SteadyTraffic traffic =
                        SteadyTraffic.start(corridor.settings(), simulation(), ledger, plan.eventsPerSecond())) {
                    warmUp(meter);
                    FaultInjector injector =
                            new FaultInjector(corridor, traffic, machine.network(), machine.disks(), machine.clocks());
                    injectAll(injector, meter, traffic, judge, possible(machine));
                    faults.stream()
                            .filter(fault -> fault.kind().separatesBrokers())
                            .forEach(fault -> ledger.separated(fault.at(), fault.until()));
                }
                out.println("No more faults. " + ledger.countAcknowledged() + " events are acknowledged, "
                        + ledger.countResent() + " of them at a second attempt");
                out.flush();
                judge.judge(out);
                ledger.write(plan.directory().resolve("ledger.csv"));
                return new BenchResult(
                        parameters(machine),
                        Duration.ofNanos(System.nanoTime() - start),
                        faults,
                        judge.findings(),
                        ledger.countSent(),
                        judge.countValues(),
                        judge.countSums());
            }
        }
    }

    private List<FaultKind> possible(BenchMachine machine) {
        List<FaultKind> possible = plan.kinds().stream().filter(machine::allows).toList();
        plan.kinds().stream()
                .filter(kind -> !possible.contains(kind))
                .forEach(kind -> out.println("Left out, since this machine does not allow it: " + kind));
        if (possible.isEmpty()) {
            throw new IllegalStateException("this machine allows none of the faults " + plan.kinds());
        }
        return possible;
    }

    private CorridorSimulation simulation() {
        return new CorridorSimulation(
                new SimulationPlan(plan.seed(), BenchPlan.TRAFFIC_FROM, BenchPlan.TRAFFIC_DAYS, plan.scale())
                        .promptly()
                        .with(InjectedDelays.ofShare(BenchPlan.DELAYED_SHARE)));
    }

    private void warmUp(PauseMeter meter) throws InterruptedException {
        if (!Deadline.in(WARM_UP_LIMIT).await(() -> meter.activePartitions() >= plan.partitions())) {
            throw new IllegalStateException("only " + meter.activePartitions() + " of " + plan.partitions()
                    + " partitions had results within " + WARM_UP_LIMIT + "; see the logs in " + plan.directory());
        }
        Thread.sleep(WARM_UP.toMillis());
    }

    private void injectAll(
            FaultInjector injector, PauseMeter meter, SteadyTraffic traffic, Judge judge, List<FaultKind> kinds)
            throws InterruptedException, IOException {
        FaultSchedule schedule = new FaultSchedule(plan.seed(), kinds, BenchCorridor.INSTANCES);
        long end = System.nanoTime() + plan.time().toNanos();
        while (System.nanoTime() - end < 0) {
            inject(schedule.next(plan.atOnce()), injector, meter);
            for (RuntimeException failure : Arrays.asList(traffic.failure(), meter.failure(), judge.failure())) {
                if (failure != null) {
                    throw failure;
                }
            }
        }
    }

    private void inject(List<PlannedFault> atOnce, FaultInjector injector, PauseMeter meter)
            throws InterruptedException {
        Instant at = Instant.now();
        long from = System.nanoTime();
        List<String> targets = injectAtOnce(atOnce, injector);
        long healed = System.nanoTime();
        // A corridor that does not recover is judged like any other; its pause shows it.
        boolean unused = Deadline.in(RECOVERY_LIMIT).await(() -> {
            injector.startEnded();
            return meter.allArrivedSince(healed);
        });
        Thread.sleep(atOnce.get(0).calm().toMillis());
        long to = System.nanoTime();
        for (int i = 0; i < atOnce.size(); i++) {
            add(atOnce.get(i), targets.get(i), at, from, to, meter);
        }
    }

    /** Returns the targets when all faults are healed. */
    private static List<String> injectAtOnce(List<PlannedFault> faults, FaultInjector injector)
            throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(faults.size());
        try {
            List<String> targets = new ArrayList<>();
            for (Future<String> target : threads.invokeAll(faults.stream()
                    .<Callable<String>>map(fault -> () -> injector.inject(fault))
                    .toList())) {
                targets.add(target.get());
            }
            return targets;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a fault could not be injected or healed: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void add(PlannedFault fault, String target, Instant at, long from, long to, PauseMeter meter) {
        InjectedFault injected = new InjectedFault(
                fault.kind(),
                target,
                at,
                from,
                to,
                meter.longestPause(from, to),
                meter.longestPauseOfAPartition(from, to));
        faults.add(injected);
        out.printf(
                "%s %s (%s): pause %.1f s, in one partition %.1f s%n",
                at,
                fault.kind().label(),
                target,
                injected.pause().toMillis() / 1000.0,
                injected.partitionPause().toMillis() / 1000.0);
        out.flush();
    }

    private Map<String, String> parameters(BenchMachine machine) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("seed", Long.toString(plan.seed()));
        parameters.put("minutes of faults", Long.toString(plan.time().toMinutes()));
        parameters.put("events a second", Integer.toString(plan.eventsPerSecond()));
        parameters.put("faults at once", Integer.toString(plan.atOnce()));
        parameters.put("partitions", Integer.toString(plan.partitions()));
        parameters.put("settings", plan.settings().toString());
        parameters.put("broker properties", plan.brokerProperties().toString());
        parameters.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.describe(parameters);
        return parameters;
    }
}
