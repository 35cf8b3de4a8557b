package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FraudEvaluateCommandTest {

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void place() {
        shell = new Shell(folder.resolve("home"));
    }

    private int evaluate(Object... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "fraud";
        all[1] = "evaluate";
        for (int i = 0; i < arguments.length; i++) {
            all[i + 2] = arguments[i].toString();
        }
        return shell.run(all);
    }

    /** 600 rows of noise; each fortieth lies far off and is labelled. */
    private Path table(String name, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("a,b,c,label\n");
        for (int i = 0; i < 600; i++) {
            int off = i % 40 == 0 ? 6 : 0;
            text.append(random.nextGaussian() + off + "," + (random.nextGaussian() + off) + "," + random.nextGaussian())
                    .append(off > 0 ? ",1\n" : ",0\n");
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.strip().split(" {2,}", -1));
    }

    @Test
    void figuresOfEachDetectorTheCombinationAndItsAblationAreShown() throws IOException {
        assertThat(evaluate(table("noise.csv", 1))).isZero();

        List<String> lines = shell.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("noise: 600 rows of 3 values, 15 positives; counted: 344 rows, 8 positives");
        assertThat(cells(lines.get(1))).containsExactly("AUC", "AP", "TPR@1%", "TPR@5%", "P@k", "P@100", "µs/row");
        assertThat(lines.subList(2, lines.size() - 1))
                .extracting(line -> cells(line).get(0))
                .containsExactly(
                        "ewma_z",
                        "ecod",
                        "half_space_trees",
                        "nearest",
                        "nearest_tails",
                        "random_cut",
                        "direction",
                        "combined",
                        "less ecod",
                        "less nearest",
                        "less nearest_tails",
                        "less random_cut",
                        "less direction");
        assertThat(cells(lines.get(9)).subList(0, 7))
                .containsExactly("combined", "1.0000", "1.0000", "1.0000", "1.0000", "1.0000", "0.0800");
        assertThat(shell.err()).isEqualTo("Table 1 of 1: " + folder.resolve("noise.csv") + "\n");
    }

    @Test
    void meansOfAFamilyAndBaselinesStandBelow() throws IOException {
        Path one = table("noise_1.csv", 1);
        Path two = table("noise_2.csv", 2);
        Files.writeString(
                folder.resolve("baselines.csv"),
                "file,detector,auc,ap\nnoise_1,lof,.5,.25\nnoise_2,lof,.7,.35\nnoise_2,knn,1,1\n");

        assertThat(evaluate(one, two)).isZero();

        assertThat(shell.out().lines().filter(line -> line.contains("lof")).map(FraudEvaluateCommandTest::cells))
                .extracting(cells -> cells.subList(0, 3))
                .containsExactly(
                        List.of("lof", "0.5000", "0.2500"),
                        List.of("lof", "0.7000", "0.3500"),
                        List.of("lof", "0.6000", "0.3000"));
        assertThat(shell.out()).contains("Mean over 2 tables of noise\n");
        assertThat(shell.out().lines().filter(line -> line.contains("knn"))).hasSize(1);
    }

    @Test
    void theSameTableAndSeedGiveTheSameCsv() throws IOException {
        Path table = table("noise.csv", 1);
        Path csv = folder.resolve("figures.csv");
        assertThat(evaluate(table, "--csv", csv)).isZero();
        String first = Files.readString(csv);
        assertThat(first.lines().toList())
                .hasSize(14)
                .startsWith("file,family,kind,name,auc,ap,tpr_at_1,tpr_at_5,p_at_k,p_at_100")
                .contains("noise,noise,combined,combined,1.000000,1.000000,1.000000,1.000000,1.000000,0.080000");
        assertThat(evaluate(table, "--csv", csv)).isZero();
        assertThat(Files.readString(csv)).isEqualTo(first);
    }

    /** Everything is read before anything is run: the first table is good, and nothing is said of it. */
    @Test
    void aTableThatIsWrongIsRefusedBeforeAnythingIsRun() throws IOException {
        Path good = table("noise.csv", 1);
        Path bad = Files.writeString(folder.resolve("bad.csv"), "a,label\n1,0\nx,1\n");
        assertThat(evaluate(good, bad)).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err())
                .isEqualTo("milepost: " + bad
                        + ":3: column a: 'x' is no finite number; write one like -1.5e-3, or leave the column out\n");
    }

    @Test
    void aFileThatCannotBeWrittenIsRefusedBeforeAnythingIsRun() throws IOException {
        assertThat(evaluate(table("noise.csv", 1), "--csv", folder.resolve("none/x.csv")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).contains("There is no folder " + folder.resolve("none") + " to write x.csv into.");
    }

    @Test
    void itsHelpIsWhole() {
        assertThat(evaluate("--help")).isZero();
        assertThat(shell.out()).contains("1 % and 5 %", "--baselines").doesNotContain("%%");
    }

    @Test
    void whatIsNoTableIsRefusedWithWords() throws IOException {
        Path table = table("noise.csv", 1);
        assertThat(evaluate(table, "--label", "class")).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err())
                .contains(":1: there is no column class; name the column of labels with --label. The columns are a, b");
        assertThat(evaluate(folder)).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).isEqualTo("milepost: " + folder + ": this is a folder; name the files in it\n");
        assertThat(evaluate(folder.resolve("none.csv"))).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(evaluate(table, "--baselines", table)).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(evaluate(table, "--csv", folder)).isEqualTo(ExitCode.USAGE);
        assertThat(evaluate()).isEqualTo(ExitCode.USAGE);
        assertThat(evaluate(table, "--seed", "x")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("fraud")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("Say what to do: evaluate, backtest, explain, audit-log.");
    }
}
