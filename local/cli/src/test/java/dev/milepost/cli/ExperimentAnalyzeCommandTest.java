package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentAnalyzeCommandTest {

    /** Mean 3, 2, 5 and variances 1, 1, 4 of three units each. */
    private static final String SMALL = "arm,y,did\nA,1,0\nB,2,1\nC,3,0\nA,2,1\nB,3,1\nC,5,1\nA,3,0\nB,4,0\nC,7,1\n";

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void place() {
        shell = new Shell(folder.resolve("home"));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text);
    }

    private int analyze(Path file, String... more) {
        List<String> arguments = new ArrayList<>(List.of("experiment", "analyze", file.toString(), "--arm", "arm"));
        arguments.addAll(List.of(more));
        return shell.run(arguments.toArray(String[]::new));
    }

    private JsonNode json(Path file, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add("--json");
        assertThat(analyze(file, arguments.toArray(String[]::new)))
                .as(shell.err())
                .isZero();
        return new ObjectMapper().readTree(shell.out());
    }

    private void refused(String text, String message, String... more) throws IOException {
        Path file = file(text);
        assertThat(analyze(file, more)).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).isEqualTo("milepost: " + file + message + "\n");
        assertThat(shell.out()).isEmpty();
    }

    private void misunderstood(String message, String... more) throws IOException {
        assertThat(analyze(file(SMALL), more)).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains(message);
    }

    /** B − A: 3 − 2 = 1, se² = 1/3 + 1/3, df 4, t = 1.2247; p by a table of t. */
    @Test
    void jsonHasTheFiguresByHand() throws IOException {
        JsonNode root = json(file(SMALL), "--control", "A", "--metric", "y");
        assertThat(root.get("srm_p").asDouble()).isEqualTo(1);
        assertThat(root.get("blocked").asBoolean()).isFalse();
        assertThat(root.get("results")).hasSize(2);
        JsonNode result = root.get("results").get(0);
        assertThat(result.get("metric").asText()).isEqualTo("y");
        assertThat(result.get("arm").asText()).isEqualTo("B");
        assertThat(result.get("control").asText()).isEqualTo("A");
        assertThat(result.get("n").asLong()).isEqualTo(3);
        assertThat(result.get("n_control").asLong()).isEqualTo(3);
        assertThat(result.get("mean").asDouble()).isEqualTo(3);
        assertThat(result.get("mean_control").asDouble()).isEqualTo(2);
        assertThat(result.get("effect").asDouble()).isEqualTo(1);
        double se = Math.sqrt(2 / 3.0);
        assertThat(result.get("se").asDouble()).isEqualTo(se, within(1e-12));
        assertThat(result.get("ci_low").asDouble()).isEqualTo(1 - 2.7764451 * se, within(1e-6));
        assertThat(result.get("ci_high").asDouble()).isEqualTo(1 + 2.7764451 * se, within(1e-6));
        assertThat(result.get("p").asDouble()).isEqualTo(0.2878641, within(1e-6));
        assertThat(result.get("relative").asDouble()).isEqualTo(0.5);
        assertThat(result.get("relative_se").asDouble()).isEqualTo(Math.sqrt(1 / 12.0 + 9 / 48.0), within(1e-12));
        assertThat(result.has("relative_ci_low")).isTrue();
        assertThat(result.has("relative_ci_high")).isTrue();
        assertThat(result.has("segment")).isFalse();
        double other = root.get("results").get(1).get("p").asDouble();
        assertThat(other).isBetween(0.08, 0.13);
        assertThat(result.get("p_holm").asDouble()).isEqualTo(0.2878641, within(1e-6));
        assertThat(root.get("results").get(1).get("p_holm").asDouble()).isEqualTo(2 * other, within(1e-12));
    }

    @Test
    void oneSideHasOneBound() throws IOException {
        JsonNode result = json(file(SMALL), "--control", "A", "--metric", "y", "--alternative", "greater")
                .get("results")
                .get(0);
        assertThat(result.get("p").asDouble()).isEqualTo(0.2878641 / 2, within(1e-6));
        assertThat(result.get("ci_low").asDouble()).isEqualTo(1 - 2.1318468 * Math.sqrt(2 / 3.0), within(1e-6));
        assertThat(result.get("ci_high").isNull()).isTrue();
        JsonNode less = json(
                        file(SMALL), "--control", "A", "--metric", "y", "--alternative", "less", "--confidence", "90%")
                .get("results")
                .get(0);
        assertThat(less.get("ci_high").asDouble()).isEqualTo(1 + 1.5332063 * Math.sqrt(2 / 3.0), within(1e-6));
        assertThat(less.get("ci_low").isNull()).isTrue();
    }

    /** Of A 1 in 3, of C 2 in 3; p(1 − p) = 2/9 each, and twice that ÷ 3. As a mean the variance is 1/3. */
    @Test
    void aDeclaredProportionHasItsVariance() throws IOException {
        JsonNode proportion = json(file(SMALL), "--control", "A", "--proportion", "did")
                .get("results")
                .get(1);
        assertThat(proportion.get("se").asDouble()).isEqualTo(Math.sqrt(4 / 27.0), within(1e-12));
        JsonNode mean = json(file(SMALL), "--control", "A", "--metric", "did")
                .get("results")
                .get(1);
        assertThat(mean.get("se").asDouble()).isEqualTo(Math.sqrt(2 / 9.0), within(1e-12));
    }

    @Test
    void severalMetricsAreNamedInOneGoOrOneByOne() throws IOException {
        JsonNode oneGo = json(file(SMALL), "--control", "A", "--metric", "y", "did");
        JsonNode oneByOne =
                json(file(SMALL), "--control", "A", "--metric", "y", "--metric", "did", "--secondary", "did");
        assertThat(oneGo.get("results")).hasSize(4);
        assertThat(oneByOne.get("results").get(3).get("p"))
                .isEqualTo(oneGo.get("results").get(3).get("p"));
        assertThat(oneGo.get("results").get(3).get("p_holm").isNull()).isFalse();
        assertThat(oneByOne.get("results").get(3).get("p_holm").isNull()).isTrue();
    }

    /** 200 to an arm; who had x has y = x + 1 in arm B, and x in arm A, give or take one. */
    private Path covaried() throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("arm,city,y,x\n");
        for (int i = 0; i < 400; i++) {
            long x = Math.round(20 * random.nextGaussian());
            long y = x + random.nextInt(-1, 2) + (i % 2 == 0 ? 1 : 0);
            text.append(i % 2 == 0 ? "B," : "A,")
                    .append(i % 4 < 2 ? "Rome," : "Bonn,")
                    .append(y + "," + x + "\n");
        }
        return file(text.toString());
    }

    @Test
    void aCovariateMakesAnEffectVisible() throws IOException {
        Path file = covaried();
        JsonNode plain =
                json(file, "--control", "A", "--metric", "y").get("results").get(0);
        JsonNode adjusted = json(file, "--control", "A", "--metric", "y", "--covariate", "x")
                .get("results")
                .get(0);
        assertThat(plain.get("p").asDouble()).isGreaterThan(0.05);
        assertThat(adjusted.get("p").asDouble()).isLessThan(1e-12);
        assertThat(adjusted.get("effect").asDouble()).isEqualTo(1, within(0.3));
        assertThat(adjusted.get("theta").asDouble()).isEqualTo(1, within(0.01));
        assertThat(adjusted.get("mean").asDouble()
                        - adjusted.get("mean_control").asDouble())
                .isEqualTo(adjusted.get("effect").asDouble(), within(1e-12));
        assertThat(adjusted.get("mean_observed")).isEqualTo(plain.get("mean"));
        assertThat(adjusted.get("variance_reduction").asDouble()).isGreaterThan(0.99);
    }

    /** Covariance .44 ÷ variance .68667 or .3, of the columns as they are written, whatever their decimals. */
    @Test
    void thetaIsInTheUnitsOfTheFile() throws IOException {
        Path file = file("arm,bought,before\na,0,0.25\na,1,1.50\na,0,0.50\nb,1,2.00\nb,1,1.75\nb,0,0.10\n");
        JsonNode coarse = json(file, "--control", "a", "--metric", "bought", "--covariate", "before");
        assertThat(coarse.get("results").get(0).get("theta").asDouble()).isEqualTo(0.66 / 1.03, within(1e-12));
        JsonNode fine = json(file, "--control", "a", "--metric", "before", "--covariate", "bought");
        assertThat(fine.get("results").get(0).get("theta").asDouble()).isEqualTo(0.44 / 0.3, within(1e-12));
    }

    @Test
    void segmentsFollowWhatIsSaidOfAll() throws IOException {
        Path file = covaried();
        JsonNode results = json(file, "--control", "A", "--metric", "y", "--segment", "city")
                .get("results");
        assertThat(results).hasSize(3);
        assertThat(results.get(0).has("segment")).isFalse();
        assertThat(results.get(0).get("n").asLong()).isEqualTo(200);
        assertThat(results.get(1).get("segment").asText()).isEqualTo("Rome");
        assertThat(results.get(2).get("segment").asText()).isEqualTo("Bonn");
        assertThat(results.get(2).get("n").asLong()).isEqualTo(100);
        assertThat(analyze(file, "--control", "A", "--metric", "y", "--segment", "city"))
                .isZero();
        assertThat(shell.out()).contains("city Rome: y\n", "Segments are there to learn from, not to decide by");
    }

    /** Where a segment has an arm with one unit, that one is not compared; where the table has, it is refused. */
    @Test
    void aSegmentThatIsTooSmallIsSaidNotToBeComparable() throws IOException {
        Path file = file("arm,y,s\nA,1,p\nA,2,p\nB,3,p\nB,5,p\nA,4,q\nB,6,q\n");
        JsonNode results =
                json(file, "--control", "A", "--metric", "y", "--segment", "s").get("results");
        assertThat(results.get(2).get("effect").isNull()).isTrue();
        assertThat(results.get(2).get("p_holm").isNull()).isTrue();
        assertThat(results.get(1).get("p_holm")).isEqualTo(results.get(1).get("p"));
        assertThat(analyze(file, "--control", "A", "--metric", "y", "--segment", "s"))
                .isZero();
        assertThat(shell.out())
                .contains("B and A cannot be compared on y: too few units, or none differs from another.");
    }

    private Path units(int ofA, int ofB, int everySoMany) throws IOException {
        StringBuilder text = new StringBuilder("arm,bought\n");
        for (int i = 0; i < ofA; i++) {
            text.append("A,").append(i % 10 == 0 ? 1 : 0).append('\n');
        }
        for (int i = 0; i < ofB; i++) {
            text.append("B,").append(i % everySoMany == 0 ? 1 : 0).append('\n');
        }
        return file(text.toString());
    }

    @Test
    void aGrowthManagerReadsTheSampleRatioThenATableThenASentence() throws IOException {
        assertThat(analyze(units(2_000, 2_000, 5), "--control", "A", "--proportion", "bought"))
                .isZero();
        assertThat(shell.out()).isEqualTo("""
                Sample ratio: as planned (p 1.0000).
                  Arm  Units  Planned
                  A    2,000  2,000.0
                  B    2,000  2,000.0

                Intervals and p are for one look, at an end that was set beforehand; for more looks there is --sequential.

                bought
                  Arm  Units   Mean   Effect  95 % interval         Lift  95 % interval              p  p (Holm)
                  A    2,000  0.100  control
                  B    2,000  0.200   +0.100  +0.078 to +0.122  +100.0 %  +68.4 % to +131.6 %  <0.0001   <0.0001
                  B is above A on bought: by +0.100 (+0.078 to +0.122), a lift of +100.0 % (+68.4 % to +131.6 %).
                """);
    }

    @Test
    void whatIsNotShownIsNotSaid() throws IOException {
        assertThat(analyze(units(2_000, 2_000, 9), "--control", "A", "--metric", "bought"))
                .isZero();
        assertThat(shell.out())
                .contains("  B and A cannot be told apart on bought: the effect may be anything from -0.0");
        assertThat(analyze(units(2_000, 2_000, 9), "--control", "A", "--metric", "bought", "--alternative", "greater"))
                .isZero();
        assertThat(shell.out())
                .contains("  B is not shown to be above A on bought: the effect may be anything above -0.0");
    }

    @Test
    void aSequenceIsWiderAndSaysSo() throws IOException {
        Path file = units(2_000, 2_000, 8);
        JsonNode once = json(file, "--control", "A", "--metric", "bought");
        JsonNode usual = json(file, "--control", "A", "--metric", "bought", "--sequential");
        JsonNode other = json(file, "--control", "A", "--metric", "bought", "--sequential", "1000");
        assertThat(once.get("procedure").asText()).isEqualTo("fixed_horizon");
        assertThat(usual.get("procedure").asText()).isEqualTo("confidence_sequence");
        assertThat(usual.get("sequential").asDouble()).isEqualTo(5_000);
        double low = once.get("results").get(0).get("ci_low").asDouble();
        double lowOfUsual = usual.get("results").get(0).get("ci_low").asDouble();
        double lowOfOther = other.get("results").get(0).get("ci_low").asDouble();
        assertThat(low).isPositive();
        assertThat(lowOfUsual).isNegative().isGreaterThan(lowOfOther);
        assertThat(analyze(file, "--control", "A", "--metric", "bought", "--sequential", "1000"))
                .isZero();
        assertThat(shell.out())
                .contains("Intervals and p hold however often you look (confidence sequence, N* 1,000).");
    }

    @Test
    void aSampleRatioThatIsOffBlocksAllElse() throws IOException {
        Path file = units(2_000, 2_300, 5);
        assertThat(analyze(file, "--control", "A", "--metric", "bought")).isEqualTo(ExitCode.FIGURES_DIFFER);
        assertThat(shell.out()).isEqualTo("""
                Sample ratio: NOT as planned (p 4.8e-06). The read-out is blocked.
                  Arm  Units  Planned
                  A    2,000  2,150.0
                  B    2,300  2,150.0
                """);
        assertThat(shell.err()).contains("so the read-out is blocked", "--weights", "--despite-srm");

        assertThat(analyze(file, "--control", "A", "--metric", "bought", "--json"))
                .isEqualTo(ExitCode.FIGURES_DIFFER);
        assertThat(shell.err()).contains("by these figures nothing can be decided");
        JsonNode root = new ObjectMapper().readTree(shell.out());
        assertThat(root.get("srm_p").asDouble()).isLessThan(0.001);
        assertThat(root.get("blocked").asBoolean()).isTrue();
        assertThat(root.get("results")).hasSize(1);

        assertThat(analyze(file, "--control", "A", "--metric", "bought", "--despite-srm"))
                .isEqualTo(ExitCode.FIGURES_DIFFER);
        assertThat(shell.out()).startsWith("Sample ratio: NOT as planned").contains("+0.100");

        assertThat(analyze(file, "--control", "A", "--metric", "bought", "--weights", "A=0.2,B=0.23"))
                .isZero();
        assertThat(shell.out()).startsWith("Sample ratio: as planned (p 1.0000).");
    }

    @Test
    void anArmWithoutUnitsIsMissedByItsWeight() throws IOException {
        assertThat(analyze(units(200, 200, 5), "--control", "A", "--metric", "bought", "--weights", "A=1,B=1,C=1"))
                .isEqualTo(ExitCode.FIGURES_DIFFER);
        assertThat(shell.out()).contains("  C        0    133.3");
        misunderstood("B=-1.0 is below 0", "--control", "A", "--metric", "y", "--weights", "A=1,B=-1");
        refused(
                SMALL,
                ":4: column arm: C has no weight; name it in --weights too (C=0 does not count it)",
                "--control",
                "A",
                "--metric",
                "y",
                "--weights",
                "A=1,B=1");
    }

    @Test
    void decimalsAreExactWhateverTheirPrecision() throws IOException {
        Path file = file("arm,y\nA,1000000.0000001\nA,1000000.0000002\nB,1000000.0000005\nB,1000000.00000070\n");
        JsonNode result =
                json(file, "--control", "A", "--metric", "y").get("results").get(0);
        assertThat(result.get("effect").asDouble()).isEqualTo(4.5e-7, within(2e-10));
        assertThat(result.get("se").asDouble()).isEqualTo(Math.sqrt(0.0025e-12 + 0.01e-12), within(1e-16));
        Path wide = file("arm,y\nA,1e20\nA,3.5e-7\nA,-2\nB,0\nB,123456789012345678901234567890\nB,0.1\n");
        JsonNode far =
                json(wide, "--control", "A", "--metric", "y").get("results").get(0);
        assertThat(far.get("mean").asDouble()).isEqualTo(1.2345678901234568e29 / 3, within(1e14));
        assertThat(far.get("mean_control").asDouble() / (1e20 / 3)).isEqualTo(1, within(1e-6));
    }

    @Test
    void aTableIsReadAsPeopleHaveIt() throws IOException {
        byte[] text = "\uFEFF\"arm\";x"
                .replace(";", ",")
                .concat(
                        ",\"y, z\"\r\n\"A\",?,\" 1 \"\r\n\r\nA,?,2\r\n\"B \"\"1\"\"\",?,2.50\r\n\"B \"\"1\"\"\",?,3e0\r\n")
                .getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("t.csv.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text);
        }
        JsonNode result =
                json(file, "--control", "A", "--metric", "y, z").get("results").get(0);
        assertThat(result.get("arm").asText()).isEqualTo("B \"1\"");
        assertThat(result.get("effect").asDouble()).isEqualTo(1.25);
    }

    @Test
    void whatIsWrongIsSaidWithItsPlaceAndWhatToDo() throws IOException {
        String[] y = {"--control", "A", "--metric", "y"};
        refused("", ": the file is empty; it needs a line of names, and rows", y);
        refused("arm,y\n", ": there are names, but no rows", y);
        refused("arm,x\nA,1\n", ":1: there is no column y; the columns are arm, x", y);
        refused("arm,y,y\nA,1,1\n", ":1: there are two columns y; rename one", y);
        refused("arm,y\nA,1\nB\n", ":3: the line has 1 cells where there are 2 columns; mend or remove it", y);
        refused("arm,y\nC,1\nB,2\n", ":1: column arm: there is no arm A; --control is one of C, B", y);
        refused(
                "arm,y\nA,1\nA,2\n",
                ":1: column arm: every unit is of A; there must be another arm to compare with it",
                y);
        refused(
                "arm,y\nA,1\nA,2\nB,2\n",
                ":4: column arm: this is the only unit of B; give more, or leave the row out",
                y);
        refused("arm,y\nA,1\n,2\n", ":3: column arm: the cell is empty; fill it in, or leave the row out", y);
        refused(
                "arm,y\nA,1\nB,\n",
                ":3: column y: the cell is empty; write 0 where a unit did nothing, or leave the row out for all metrics",
                y);
        for (String cell : List.of("abc", "NaN", "Infinity", "1e999", "$5", "TRUE", "1e101", "1e-150")) {
            refused(
                    "arm,y\nA,1\n\nB," + cell + "\n",
                    ":4: column y: '" + cell
                            + "' is no number that can be averaged; write one like -12.50 or 1.5e-3, and 1 or 0 for yes or no",
                    y);
        }
        refused(
                "arm,y\nA,1\nA,1\nB,2\nB,2\n",
                ":1: column y: within B and within A no unit differs from another, so nothing can be said of chance;"
                        + " leave the column out",
                y);
        refused(
                "arm,y\nA,1\nA,0\nB,2\nB,1\n",
                ":4: column y: '2' is neither 0 nor 1, as a proportion's units are; write one of them, or compare it as a mean"
                        + " (--metric)",
                "--control",
                "A",
                "--proportion",
                "y");
    }

    @Test
    void aColumnOfIdsIsNoColumnOfArms() throws IOException {
        StringBuilder text = new StringBuilder("arm,y\n");
        for (int i = 0; i < 300; i++) {
            text.append("u").append(i).append(",1\n");
        }
        refused(
                text.toString(),
                ":202: column arm: 'u200' is the 201st group; give --arm a column with a name of few groups",
                "--control",
                "u1",
                "--metric",
                "y");
    }

    @Test
    void whatWasNotMeantIsNotUnderstood() throws IOException {
        misunderstood("Say what is compared: --metric COLUMN, or --proportion COLUMN.", "--control", "A");
        misunderstood("y is named twice", "--control", "A", "--metric", "y", "--proportion", "y");
        misunderstood("--secondary x is not compared", "--control", "A", "--metric", "y", "--secondary", "x");
        misunderstood("compare did by --metric", "--control", "A", "--proportion", "did", "--covariate", "y");
        misunderstood(
                "Give --alpha or --confidence",
                "--control",
                "A",
                "--metric",
                "y",
                "--alpha",
                "1%",
                "--confidence",
                "0.9");
        misunderstood("--alpha is above 0 and below 0.5", "--control", "A", "--metric", "y", "--alpha", "0.5");
        misunderstood(
                "'bigger' is none of two-sided, greater, less",
                "--control",
                "A",
                "--metric",
                "y",
                "--alternative",
                "bigger");
        misunderstood("'x' is no share", "--control", "A", "--metric", "y", "--alpha", "x");
        misunderstood("above 0", "--control", "A", "--metric", "y", "--sequential", "-3");
    }

    /** A table as great as real ones are: that it takes no longer than a person waits is for a person to see. */
    @Test
    void sixtyFourThousandRowsAreRead() throws IOException {
        Random random = new Random(2);
        StringBuilder text = new StringBuilder("arm,y,x\n");
        for (int i = 0; i < 64_000; i++) {
            text.append("ABC".charAt(i % 3))
                    .append(',')
                    .append(random.nextInt(100_000) / 100.0)
                    .append(',')
                    .append(random.nextInt(50))
                    .append('\n');
        }
        JsonNode root = json(file(text.toString()), "--control", "A", "--metric", "y", "--covariate", "x");
        assertThat(root.get("results").get(1).get("n").asLong()).isEqualTo(21_333);
    }
}
