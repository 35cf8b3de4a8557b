package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.experiments.model.ArmCount;
import dev.milepost.experiments.model.ExperimentSums;
import dev.milepost.experiments.model.Line;
import dev.milepost.experiments.statistics.ArmMoments;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.simulator.AskEffect;
import dev.milepost.simulator.SimulationPlan;
import dev.milepost.testkit.harness.OracleHarness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Simulated files with a lift, through the whole graph on Flink: exposures, sums and contamination are to the unit what the models in
 * plain Java make of the same world, of which {@link SimulatedExperimentTest} counts how often its truth is found.
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

        PlainExperiment.Found plain = PlainExperiment.of(
                ProgramFiles.read(List.of(programs.resolve(FILE))),
                EXPERIMENT,
                new SimulationPlan(USERS, DAYS, seed, SimulationPlan.DEFAULT_START, new AskEffect(0.4, 0, 0.1)),
                tale -> {});
        assertThat(plain.exposures()).hasSizeGreaterThan(300);
        assertThat(ask(shell, "SELECT user_id, arm, toUnixTimestamp64Milli(exposed_at) FROM exposures"))
                .containsExactlyInAnyOrderElementsOf(plain.exposures().stream()
                        .map(of -> String.join(",", of.user(), of.arm(), Long.toString(of.exposedAtMillis())))
                        .toList());
        assertThat(ask(
                        shell,
                        "SELECT arm, metric, currency, exposed, matured, referees, n, sum_y, sum_yy, sum_x, sum_xx, sum_xy"
                                + " FROM experiment_arms"))
                .containsExactlyInAnyOrderElementsOf(lines(plain.sums()));
        assertThat(ask(shell, "SELECT DISTINCT contamination, status FROM experiment_results WHERE is_primary"))
                .containsExactly(plain.sums().arms().get("holdout").referees() + ",read");
        assertThat(shell.run("experiment", "status", EXPERIMENT))
                .as(shell.err())
                .isZero();
        assertThat(shell.out()).contains("Sample ratio: as planned", "referred signups");
        requireArms(sim, plain);
    }

    /** The truth beside the files knows who is in which arm, and since when. */
    private static void requireArms(Path sim, PlainExperiment.Found plain) throws Exception {
        Map<String, String> units = new TreeMap<>();
        for (String row : Files.readAllLines(sim.resolve("truth/units.csv"))) {
            String[] cells = row.split(",", -1);
            units.put(cells[1], cells[2] + "," + cells[3]);
        }
        plain.exposures()
                .forEach(of -> assertThat(units)
                        .containsEntry(of.user(), of.arm() + "," + Instant.ofEpochMilli(of.exposedAtMillis())));
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
