package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.milepost.experiments.live.DailyReadings;
import dev.milepost.experiments.live.LiveExperiment;
import dev.milepost.experiments.model.ArmCount;
import dev.milepost.experiments.model.ExperimentSums;
import dev.milepost.experiments.model.Line;
import dev.milepost.experiments.model.ReadingTerms;
import dev.milepost.experiments.statistics.ArmMoments;
import dev.milepost.milestones.model.ask.Exposure;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.runtime.clickhouse.Views;
import dev.milepost.simulator.AskEffect;
import dev.milepost.simulator.SimulationPlan;
import dev.milepost.testkit.harness.OracleHarness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Simulated files with a lift, through the whole graph on Flink: exposures are those of the models in plain Java but for what comes
 * late, and sums and contamination are to the bit what these make of the same world and exposures. Of such worlds {@link
 * SimulatedExperimentTest} counts how often the truth is found.
 */
class SimulatedExperimentIT {

    private static final String EXPERIMENT = "up-and-running-timing";
    private static final String FILE = "ask-onboarding-trio.yaml";
    private static final int USERS = 5_000;
    private static final int DAYS = 120;
    private static final int MOST_SEEDS = 10;

    @TempDir
    private Path folder;

    /** A world takes a backfill: one of ten seeds, ten of all. */
    static Stream<Long> seeds() {
        List<Long> seeds = OracleHarness.seeds();
        return seeds.stream().limit(Math.max(1, Math.min(MOST_SEEDS, seeds.size() / MOST_SEEDS)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theGraphMakesOfAWorldWhatTheModelsDo(long seed) throws Exception {
        Shell shell = new Shell(folder.resolve("home"));
        Path sim = folder.resolve("sim");
        Path programs = Files.createDirectories(folder.resolve("programs"));
        Files.copy(Path.of("../../programs").resolve(FILE), programs.resolve(FILE));
        assertThat(shell.run(
                        "simulate",
                        "--lift",
                        "0.4",
                        "--contamination",
                        "0.1",
                        "--users",
                        "" + USERS,
                        "--days",
                        "" + DAYS,
                        "--seed",
                        "" + seed,
                        "--out",
                        sim.toString()))
                .as(shell.err())
                .isZero();
        assertThat(shell.out()).contains("experiments.csv");
        assertThat(shell.run(
                        "backfill",
                        "--events",
                        sim.toString(),
                        "--programs",
                        programs.toString(),
                        "--set",
                        "fraud.own_verdicts=false",
                        "--set",
                        "experiments.least_units=20"))
                .as(shell.err())
                .isZero();

        PlainExperiment plain = PlainExperiment.of(
                ProgramFiles.read(List.of(programs.resolve(FILE))),
                EXPERIMENT,
                new SimulationPlan(USERS, DAYS, seed, SimulationPlan.DEFAULT_START, new AskEffect(0.4, 0, 0.1)),
                tale -> {});
        List<Exposure> exposures = exposures(shell, plain.exposures());
        ExperimentSums sums = plain.sums(exposures);
        requireArms(sim, exposures);
        assertThat(ask(
                        shell,
                        "SELECT arm, metric, currency, exposed, matured, referees, n, sum_y, sum_yy, sum_x, sum_xx, sum_xy"
                                + " FROM experiment_arms"))
                .containsExactlyInAnyOrderElementsOf(lines(sums));
        assertThat(ask(shell, "SELECT DISTINCT contamination, status FROM experiment_results WHERE is_primary"))
                .containsExactly(sums.arms().get("holdout").referees() + ",read");
        assertThat(shell.run("experiment", "status", EXPERIMENT))
                .as(shell.err())
                .isZero();
        assertThat(shell.out()).contains("Sample ratio: as planned", "referred signups");
        requireSameOfTheLastDay(shell);
    }

    /** What is computed anew of each day comes, on the last of them, to what the job says by now. */
    private static void requireSameOfTheLastDay(Shell shell) throws Exception {
        try (Warehouse warehouse = Warehouse.embedded(shell.home().warehouse(), 0)) {
            Views views = Views.of(warehouse.client());
            List<Map<String, String>> results =
                    LiveExperiment.read(views, EXPERIMENT).results();
            List<DailyReadings.Day> days = DailyReadings.of(views, EXPERIMENT, new ReadingTerms(0.05, 5_000, 20))
                    .days();
            Map<List<String>, Map<String, String>> last = days.get(days.size() - 1).rows().stream()
                    .collect(Collectors.toMap(SimulatedExperimentIT::line, row -> row));

            assertThat(days).hasSizeGreaterThan(60);
            assertThat(last).hasSameSizeAs(results);
            for (Map<String, String> result : results) {
                Map<String, String> row = last.get(line(result));
                assertThat(row).containsEntry("n", result.get("n")).containsEntry("n_control", result.get("n_control"));
                if (!result.get("status").equals("read")) {
                    continue;
                }
                for (String figure : List.of("mean", "mean_control", "effect", "se", "ci_low", "ci_high", "p")) {
                    double expected = LiveExperiment.figure(result, figure);
                    assertThat(LiveExperiment.figure(row, figure))
                            .as(figure + " of " + line(result))
                            .isCloseTo(expected, offset(1e-9 * Math.abs(expected)));
                }
            }
        }
    }

    private static List<String> line(Map<String, String> row) {
        return List.of(row.get("arm"), row.get("metric"), row.get("currency"), row.get("status"));
    }

    /**
     * Those of the run. A milestone that is decided before a late event moves it, or the guards' answer, stays as it was told; of
     * the others they are the models'.
     */
    private static List<Exposure> exposures(Shell shell, List<Exposure> plain) {
        Map<String, Exposure> ofUser = new TreeMap<>();
        plain.forEach(of -> ofUser.put(of.user(), of));
        List<Exposure> exposures = new ArrayList<>();
        int same = 0;
        for (String row : ask(shell, "SELECT user_id, arm, toUnixTimestamp64Milli(exposed_at) FROM exposures")) {
            String[] cells = row.split(",", -1);
            Exposure any = plain.get(0);
            Exposure exposure = new Exposure(
                    cells[0],
                    any.experiment(),
                    cells[1],
                    any.program(),
                    any.ask(),
                    "",
                    Long.parseLong(cells[2]),
                    false,
                    any.terms());
            exposures.add(exposure);
            Exposure expected = ofUser.get(exposure.user());
            same += expected != null
                            && expected.arm().equals(exposure.arm())
                            && expected.exposedAtMillis() == exposure.exposedAtMillis()
                    ? 1
                    : 0;
        }
        assertThat(plain).hasSizeGreaterThan(300);
        assertThat((double) same).isGreaterThan(0.96 * Math.max(plain.size(), exposures.size()));
        return exposures;
    }

    /** The truth beside the files knows who is in which arm, and since when: what is planted comes a day later at least. */
    private static void requireArms(Path sim, List<Exposure> exposures) throws Exception {
        Map<String, String[]> units = new TreeMap<>();
        for (String row : Files.readAllLines(sim.resolve("truth/units.csv"))) {
            String[] cells = row.split(",", -1);
            units.put(cells[1], cells);
        }
        for (Exposure exposure : exposures) {
            String[] unit = units.get(exposure.user());
            assertThat(unit).as(exposure.user()).isNotNull();
            assertThat(unit[2]).as(exposure.user()).isEqualTo(exposure.arm());
            assertThat(exposure.exposedAtMillis() - Instant.parse(unit[3]).toEpochMilli())
                    .as(exposure.user())
                    .isBetween(0L, 20 * 3_600_000L);
        }
    }

    private static List<String> lines(ExperimentSums sums) {
        return sums.lines().entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue(), sums.arms()))
                .toList();
    }

    private static String line(Line line, ArmMoments moments, Map<String, ArmCount> arms) {
        ArmCount arm = arms.get(line.arm());
        return String.join(
                ",",
                line.arm(),
                line.metric().label(),
                line.currency(),
                "" + arm.exposed(),
                "" + arm.matured(),
                "" + arm.referees(),
                "" + moments.n(),
                "" + moments.sumY(),
                "" + moments.sumYy(),
                "" + moments.sumX(),
                "" + moments.sumXx(),
                "" + moments.sumXy());
    }

    private static List<String> ask(Shell shell, String sql) {
        assertThat(shell.run("sql", sql, "--format", "TabSeparated"))
                .as(shell.err())
                .isZero();
        return shell.out().lines().map(line -> line.replace('\t', ',')).toList();
    }
}
