package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.row.AskRow;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.schemas.row.LedgerRow;
import dev.milepost.schemas.row.MilestoneRow;
import dev.milepost.schemas.row.RewardRow;
import dev.milepost.testkit.scenario.ExpectedAsk;
import dev.milepost.testkit.scenario.ExpectedReward;
import dev.milepost.testkit.scenario.RewardName;
import dev.milepost.testkit.scenario.Scenario;
import dev.milepost.testkit.scenario.ScenarioFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scripts of each example program through the whole graph, two tasks wide, with every record twice: every ask, reward and
 * ledger entry, and no other.
 */
class ScenariosTest {

    private static final int MOST_ATTEMPTS = 50;

    @TempDir
    Path folder;

    static List<Scenario> scenarios() {
        return ScenarioFiles.all();
    }

    /** Every fourth, held where a seed says. */
    static Stream<Scenario> someScenarios() {
        List<Scenario> all = scenarios();
        return IntStream.range(0, all.size()).filter(i -> i % 4 == 0).mapToObj(all::get);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void whatTheScriptSaysComesOfIt(Scenario scenario) throws Exception {
        DeliveredRun run = run(scenario);
        run.start(2, null, Long.MAX_VALUE).getJobExecutionResult().get();
        verify(scenario, run);
    }

    @ParameterizedTest
    @MethodSource("someScenarios")
    void aRestoreAtAnotherParallelismChangesNothing(Scenario scenario) throws Exception {
        DeliveredRun run = run(scenario);
        int records = ScenarioRecords.of(scenario).size();
        int held = new Random(scenario.name().hashCode()).nextInt(records / 4, records);
        JobClient job = run.start(1, null, held);
        while (run.delivered() < held) {
            assertThat(job.getJobStatus().get().isTerminalState()).isFalse();
            Thread.sleep(50);
        }
        String savepoint = stop(job, folder.resolve("savepoints"));
        run.start(2, Path.of(URI.create(savepoint)), Long.MAX_VALUE)
                .getJobExecutionResult()
                .get();
        verify(scenario, run);
    }

    /** Flink takes no savepoint while tasks still start, though all records may have been read. */
    static String stop(JobClient job, Path savepoints) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return job.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
                        .get();
            } catch (ExecutionException e) {
                if (attempt == MOST_ATTEMPTS || job.getJobStatus().get().isTerminalState()) {
                    throw e;
                }
                Thread.sleep(200);
            }
        }
    }

    private DeliveredRun run(Scenario scenario) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String file : scenario.files()) {
            Files.copy(ScenarioFiles.programs().resolve(file), programs.resolve(file));
        }
        return new DeliveredRun(DeliveredRun.ingested(ScenarioRecords.of(scenario)), programs, folder)
                .until(scenario.until());
    }

    static void verify(Scenario scenario, DeliveredRun run) {
        List<SpecificRecord> rows = run.rows().visible();
        run.forget();

        assertThat(of(DeadLetterRow.class, rows).map(DeadLetterRow::getReason)).doesNotContain("behind_base");
        assertThat(asks(rows)).as("asks").isEqualTo(expectedAsks(scenario, rows));
        assertThat(of(MilestoneRow.class, rows)
                        .filter(row -> row.getSubjectKind().equals("user")))
                .as("milestones of asks")
                .hasSameSizeAs(scenario.asks());
        assertThat(rewards(rows)).as("rewards").isEqualTo(expectedRewards(scenario, rewards(rows)));
    }

    private static <R> Stream<R> of(Class<R> type, List<SpecificRecord> rows) {
        return rows.stream().filter(type::isInstance).map(type::cast);
    }

    private static String askName(Instant milestone, String ask, String user) {
        return milestone + " " + ask + " " + user;
    }

    private static Map<String, String> asks(List<SpecificRecord> rows) {
        return of(AskRow.class, rows)
                .collect(Collectors.toMap(
                        row -> askName(row.getMilestoneTime(), row.getMilestoneId(), row.getUserId()),
                        ScenariosTest::told,
                        (one, other) -> one + " and " + other,
                        TreeMap::new));
    }

    private static String told(AskRow row) {
        return row.getDecision() + " reason=" + row.getReason() + " arm=" + row.getArm() + " channel="
                + row.getChannel() + " template=" + row.getTemplate() + " send=" + row.getSendAt();
    }

    /** What a line does not say is as it came. */
    private static Map<String, String> expectedAsks(Scenario scenario, List<SpecificRecord> rows) {
        Map<String, AskRow> came = of(AskRow.class, rows)
                .collect(Collectors.toMap(
                        row -> askName(row.getMilestoneTime(), row.getMilestoneId(), row.getUserId()),
                        row -> row,
                        (one, other) -> one));
        Map<String, String> expected = new TreeMap<>();
        for (ExpectedAsk ask : scenario.asks()) {
            String name = askName(ask.milestoneAt(), ask.ask(), ask.user());
            AskRow row = came.getOrDefault(name, new AskRow());
            expected.put(
                    name,
                    ask.decision().name().toLowerCase(Locale.ROOT) + " reason="
                            + ask.details().getOrDefault("reason", row.getReason()) + " arm="
                            + ask.details().getOrDefault("arm", row.getArm()) + " channel="
                            + ask.details().getOrDefault("channel", row.getChannel()) + " template="
                            + ask.details().getOrDefault("template", row.getTemplate()) + " send="
                            + (ask.sendAt() == null ? row.getSendAt() : ask.sendAt()));
        }
        return expected;
    }

    private static Map<String, List<String>> rewards(List<SpecificRecord> rows) {
        Map<String, List<LedgerRow>> entries = of(LedgerRow.class, rows)
                .sorted(Comparator.comparing(LedgerRow::getEffectiveAt))
                .collect(Collectors.groupingBy(LedgerRow::getRewardId));
        Map<String, List<String>> rewards = new TreeMap<>();
        of(RewardRow.class, rows).forEach(row -> {
            List<String> lines = new ArrayList<>();
            boolean skipped = row.getState().equals("SKIPPED");
            lines.add(skipped ? "skipped at " + row.getEarnedAt() + " " + row.getReason() : row.getState());
            entries.getOrDefault(row.getRewardId(), List.of()).stream()
                    .map(entry -> entry.getEffectiveAt() + " " + entry.getStep() + " " + entry.getAmountMinor() + " "
                            + (entry.getAmountMinor() == 0 ? "" : entry.getCurrency())
                            + (entry.getLateCorrection() ? " late" : ""))
                    .sorted()
                    .forEach(lines::add);
            RewardName name = new RewardName(
                    row.getRuleId(), row.getSubjectId(), row.getBeneficiaryId(), row.getSide(), row.getOccurrence());
            rewards.put(name.toString(), lines);
        });
        return rewards;
    }

    /** A reason that a line does not say is as it came. */
    private static Map<String, List<String>> expectedRewards(Scenario scenario, Map<String, List<String>> came) {
        Map<String, List<String>> rewards = new TreeMap<>();
        for (ExpectedReward reward : scenario.rewards()) {
            List<String> lines = new ArrayList<>();
            lines.add(
                    reward.state() == null
                            ? "skipped at " + reward.skippedAt() + " "
                                    + (reward.reason() == null
                                            ? reason(came.get(reward.name().toString()))
                                            : reward.reason())
                            : reward.state().name());
            reward.entries().stream()
                    .map(entry -> entry.effectiveAt() + " " + entry.kind() + " " + entry.minor() + " "
                            + (entry.minor() == 0 ? "" : entry.quantity().unit())
                            + (entry.lateCorrection() ? " late" : ""))
                    .sorted()
                    .forEach(lines::add);
            rewards.put(reward.name().toString(), lines);
        }
        return rewards;
    }

    private static String reason(List<String> lines) {
        return lines == null ? "" : lines.get(0).substring(lines.get(0).lastIndexOf(' ') + 1);
    }
}
