package dev.milepost.cli.chaos;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.launch.FlinkPaths;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The run: traffic flows through a cluster whose processes are killed; then the same topics flow through one whose are not;
 * then both warehouses and the oracle are compared.
 */
public final class Chaos {

    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration FIRST_CHECKPOINT = Duration.ofMinutes(6);
    private static final Duration STOP = Duration.ofMinutes(3);

    /** The clock ticks on for so long after the last event, and the out-of-orderness besides: the silence of an idle split. */
    private static final Duration AFTERMATH = Duration.ofSeconds(6);

    static final String GROUP = "milepost";
    private static final String REFERENCE_GROUP = "reference";

    private final ChaosPlan plan;
    private final Consumer<String> tell;

    private Chaos(ChaosPlan plan, Consumer<String> tell) {
        this.plan = plan;
        this.tell = tell;
    }

    /**
     * Carries out a plan.
     *
     * @param tell is told, in a line each, what is going on
     * @throws ChaosFailure where the run did not come to its end, which is as bad as a difference
     */
    public static ChaosReport run(ChaosPlan plan, Consumer<String> tell) throws Exception {
        return new Chaos(plan, tell).run();
    }

    private ChaosReport run() throws Exception {
        tell.accept("Starting ZooKeeper, Kafka, ClickHouse, a job manager and " + Stage.TASK_MANAGERS
                + " task managers, each a process …");
        try (Stage stage = Stage.set(plan);
                Traffic traffic = Traffic.start(stage.kafka(), plan, TICK);
                BackOffice office = BackOffice.open(stage::warehouse, traffic::tell, plan.ownVerdicts())) {
            String job = stage.submit(plan.jar(), GROUP, null);
            Blows blows = new Blows(stage, job, tell);
            blows.awaitCheckpoint(FIRST_CHECKPOINT);
            blows.strike(plan);
            Trials trials = new Trials(stage, blows, tell);
            trials.undergo(plan);
            tell.accept("That was all; until the last program has held for a while …");
            traffic.awaitPrograms();
            office.close();
            traffic.end(AFTERMATH.plus(plan.outOfOrderness()));
            Recording recording = Recording.of(stage.kafka(), plan.unread());
            tell.accept(recording.events().size() + " events are recorded; waiting until the job has read them all …");
            awaitRead(stage, recording, GROUP, stage.warehouse());
            stop(stage, blows.job());
            tell.accept("The same topics again, without kills …");
            String reference = stage.submitReference(plan.jar(), REFERENCE_GROUP);
            awaitRead(stage, recording, REFERENCE_GROUP, stage.referenceWarehouse());
            stop(stage, reference);
            return report(stage, blows, trials, recording);
        }
    }

    private void awaitRead(Stage stage, Recording recording, String group, ClickHouseClient warehouse)
            throws Exception {
        try (warehouse) {
            Settlement.awaitRead(
                    recording,
                    plan.outOfOrderness(),
                    stage.kafka(),
                    group,
                    warehouse,
                    stage.jobManager().log());
        }
    }

    private static void stop(Stage stage, String job) throws Exception {
        Path log = stage.jobManager().log();
        Settlement.awaitVisible(stage.flink(), job, log);
        stage.flink().stop(job, FlinkPaths.sealed(stage.folder().resolve("savepoints")));
        Wait.until(
                "the job has ended with a savepoint",
                log,
                STOP,
                () -> stage.flink().state(job).equals("FINISHED"));
    }

    private ChaosReport report(Stage stage, Blows blows, Trials trials, Recording recording) throws Exception {
        try (ClickHouseClient warehouse = stage.warehouse();
                ClickHouseClient reference = stage.referenceWarehouse()) {
            Verdict verdict = new Verdict(recording, plan)
                    .withReference(warehouse, reference)
                    .withOracle(warehouse)
                    .withCohorts(warehouse)
                    .withFunnel(warehouse)
                    .withAudit(warehouse);
            List<ChaosReport.Figure> figures = new ArrayList<>(List.of(
                    new ChaosReport.Figure("recoveries from a checkpoint", blows.recoveries()),
                    new ChaosReport.Figure(
                            "inserts sent to ClickHouse", stage.gate().inserts()),
                    new ChaosReport.Figure("of these, repetitions", stage.gate().repeated()),
                    new ChaosReport.Figure("generations taken", generations(warehouse))));
            figures.addAll(trials.figures());
            List<ChaosReport.ProcessLine> processes = stage.machines().stream()
                    .map(machine -> new ChaosReport.ProcessLine(
                            machine.name(),
                            machine.starts(),
                            machine.kills(),
                            machine.endedByItself(),
                            machine.peakMegabytes(),
                            machine.mostMegabytes()))
                    .toList();
            List<ChaosReport.KillLine> kills =
                    Arrays.stream(Victim.values()).map(blows::line).toList();
            List<ChaosReport.Check> conduct = new ArrayList<>(Conduct.checks(plan, processes, kills));
            conduct.addAll(trials.checks());
            return new ChaosReport(
                    recording.events().size(),
                    verdict.comparisons(),
                    verdict.checks(),
                    conduct,
                    processes,
                    kills,
                    figures,
                    verdict.firstDifference());
        }
    }

    private static long generations(ClickHouseClient warehouse) throws ClickHouseFailure {
        return Long.parseLong(warehouse
                .query("SELECT max(generation) AS latest FROM milepost_store.generations")
                .get(0)
                .get("latest"));
    }
}
