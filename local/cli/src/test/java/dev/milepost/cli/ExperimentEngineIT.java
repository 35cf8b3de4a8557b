package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.engine.EmbeddedClickHouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.special.Erf;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from 100 random tables is what the ClickHouse engine's own tests say of the same rows. */
class ExperimentEngineIT {

    private static final int TABLES = 100;

    @TempDir
    private static Path folder;

    private static EmbeddedClickHouse engine;
    private static final List<Unit> UNITS = new ArrayList<>();

    /** Whether it is treated, what it spent in cents, and whether it came back. */
    private record Unit(int table, boolean treated, long cents, int back) {}

    @BeforeAll
    static void makeTables() {
        engine = EmbeddedClickHouse.openTemporary();
        Random random = new Random(20_260_801);
        for (int table = 0; table < TABLES; table++) {
            int treated = 30 + random.nextInt(300);
            // Every other table has two halves: with those Student's t is Welch's.
            int control = table % 2 == 0 ? treated : treated + random.nextInt((int) (2 * Math.sqrt(2.0 * treated)));
            double scale = Math.exp(1.5 * random.nextGaussian());
            double lift = 0.1 * random.nextGaussian();
            double share = 0.1 + 0.8 * random.nextDouble();
            for (int i = 0; i < treated + control; i++) {
                boolean isTreated = i < treated;
                double spent = 1_000 * scale * Math.exp(random.nextGaussian() + (isTreated ? lift : 0));
                UNITS.add(new Unit(table, isTreated, Math.round(spent) + 1, random.nextDouble() < share ? 1 : 0));
            }
        }
        engine.query("CREATE TABLE units (t UInt32, control UInt8, y Float64, back Float64) ENGINE = Memory");
        List<String> rows = UNITS.stream()
                .map(unit ->
                        "(" + unit.table + "," + (unit.treated ? 0 : 1) + "," + unit.cents + "/100," + unit.back + ")")
                .toList();
        engine.query("INSERT INTO units VALUES " + String.join(",", rows));
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    /** Rows of numbers, one for each table. */
    private static List<double[]> ask(String select) {
        List<double[]> rows = engine.query("SELECT " + select + " FROM units GROUP BY t ORDER BY t FORMAT TSV")
                .lines()
                .map(ExperimentEngineIT::numbers)
                .toList();
        assertThat(rows).hasSize(TABLES);
        return rows;
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.strip().replaceAll("[()]", "").split("[,\t]", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** What the command says of a table's column. */
    private static JsonNode analyzed(int table, String... options) throws IOException {
        StringBuilder text = new StringBuilder("arm,y,back\n");
        for (Unit unit : UNITS) {
            if (unit.table == table) {
                text.append(unit.treated ? "T," : "C,")
                        .append(unit.cents / 100)
                        .append(unit.cents % 100 < 10 ? ".0" : ".")
                        .append(unit.cents % 100)
                        .append(',')
                        .append(unit.back)
                        .append('\n');
            }
        }
        Path file = Files.writeString(folder.resolve("t" + table + ".csv"), text);
        List<String> arguments =
                new ArrayList<>(List.of("experiment", "analyze", file.toString(), "--arm", "arm", "--control", "C"));
        arguments.addAll(List.of(options));
        arguments.add("--json");
        Shell shell = new Shell(folder.resolve("home"));
        assertThat(shell.run(arguments.toArray(String[]::new))).as(shell.err()).isZero();
        return new ObjectMapper().readTree(shell.out());
    }

    private static double figure(JsonNode root, String name) {
        return root.get("results").get(0).get(name).asDouble();
    }

    private static Offset<Double> near(double value) {
        return within(1e-9 * Math.abs(value) + 1e-12);
    }

    @Test
    void welchIsThatOfTheEngine() throws IOException {
        List<double[]> welch = ask("welchTTest(0.95)(y, control), avgIf(y, control = 0), avgIf(y, control = 1)");
        List<double[]> student = ask("studentTTest(y, control)");
        for (int table = 0; table < TABLES; table++) {
            JsonNode root = analyzed(table, "--metric", "y");
            double[] of = welch.get(table);
            double t = figure(root, "effect") / figure(root, "se");
            assertThat(t).isEqualTo(of[0], near(of[0]));
            assertThat(figure(root, "p")).isEqualTo(of[1], within(1e-9));
            assertThat(figure(root, "ci_low")).isEqualTo(of[2], within(1e-7 * figure(root, "se")));
            assertThat(figure(root, "ci_high")).isEqualTo(of[3], within(1e-7 * figure(root, "se")));
            assertThat(figure(root, "mean")).isEqualTo(of[4], near(of[4]));
            assertThat(figure(root, "mean_control")).isEqualTo(of[5], near(of[5]));
            if (table % 2 == 0) {
                assertThat(t).isEqualTo(student.get(table)[0], near(t));
            }
        }
    }

    /** The engine takes both for normal: so is the effect in standard errors compared, and its p by the normal distribution. */
    @Test
    void proportionsAreThoseOfTheEngine() throws IOException {
        List<double[]> z =
                ask("proportionsZTest(toUInt64(sumIf(back, control = 0)), toUInt64(sumIf(back, control = 1)),"
                        + " countIf(control = 0), countIf(control = 1), 0.95, 'unpooled')");
        for (int table = 0; table < TABLES; table++) {
            JsonNode root = analyzed(table, "--proportion", "back");
            double[] of = z.get(table);
            double ours = figure(root, "effect") / figure(root, "se");
            assertThat(ours).isEqualTo(of[0], near(of[0]));
            assertThat(Erf.erfc(Math.abs(ours) / Math.sqrt(2))).isEqualTo(of[1], within(1e-9));
            assertThat(figure(root, "p")).isEqualTo(of[1], within(0.01)).isGreaterThanOrEqualTo(of[1] - 1e-9);
        }
    }

    /** With the sample's variances, a z-test of means has Welch's standard error. */
    @Test
    void standardErrorsAreThoseOfTheEnginesTestWithKnownVariances() throws IOException {
        List<double[]> variances = ask("varSampIf(y, control = 0), varSampIf(y, control = 1)");
        for (int table = 0; table < TABLES; table++) {
            double[] known = variances.get(table);
            double[] z = numbers(engine.query("SELECT meanZTest(" + known[0] + ", " + known[1]
                    + ", 0.95)(y, control) FROM units WHERE t = " + table + " FORMAT TSV"));
            JsonNode root = analyzed(table, "--metric", "y");
            double t = figure(root, "effect") / figure(root, "se");
            assertThat(t).isEqualTo(z[0], near(t));
        }
    }

    /** The engine has no test of it, but its parts: χ² by arithmetic, and for two arms p = erfc(√(χ² ÷ 2)). */
    @Test
    void theSampleRatioIsThatOfTheEngine() throws IOException {
        List<double[]> ratio =
                ask("pow(countIf(control = 0) - count() / 2, 2) / (count() / 2) * 2 AS x, erfc(sqrt(x / 2))");
        for (int table = 0; table < TABLES; table++) {
            JsonNode root = analyzed(table, "--metric", "y");
            double[] of = ratio.get(table);
            assertThat(root.get("srm_chi_squared").asDouble()).isEqualTo(of[0], near(of[0]));
            assertThat(root.get("srm_p").asDouble()).isEqualTo(of[1], within(1e-9));
        }
        assertThat(ratio.stream().filter(each -> each[1] < 0.2)).hasSizeGreaterThan(5);
    }
}
