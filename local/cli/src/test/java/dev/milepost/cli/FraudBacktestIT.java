package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small world with adversaries, judged and held against its truth; and a verdict of it, explained and made again. */
class FraudBacktestIT {

    @TempDir
    private Path folder;

    private Shell shell;
    private Path world;
    private Path programs;

    @BeforeEach
    void simulate() throws IOException {
        shell = new Shell(folder.resolve("home"));
        simulate(60);
    }

    /** A world of so many days, in all but the last thirty of which people sign up. */
    private void simulate(int days) throws IOException {
        world = folder.resolve("world" + days);
        programs = Files.createDirectories(folder.resolve("programs" + days));
        for (String program : List.of("ten-for-both.yaml", "one-five-ten.yaml")) {
            Files.copy(Path.of("../../programs").resolve(program), programs.resolve(program));
        }
        run(
                "simulate",
                "--adversaries",
                "--users",
                "600",
                "--days",
                days,
                "--seed",
                "5",
                "--prevalence",
                "0.2",
                "--out",
                world);
    }

    private void run(Object... arguments) {
        assertThat(shell.run(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new)))
                .as(shell.err())
                .isZero();
    }

    private void backtest(Object... options) {
        List<Object> arguments = new ArrayList<>(List.of(
                "fraud", "backtest", "--events", world, "--truth", world.resolve("truth"), "--programs", programs));
        arguments.addAll(List.of(options));
        run(arguments.toArray());
    }

    @Test
    void everyReferralOfTheTruthIsJudgedAndFraudRanksAboveTheHonest() throws IOException {
        Path csv = folder.resolve("figures.csv");
        Path each = folder.resolve("each.csv");
        backtest("--csv", csv, "--referrals", each);
        long referrals = Files.readAllLines(world.resolve("truth/fraud.csv")).size() - 1L;
        Map<String, Double> figures = figures(csv);
        for (String within : List.of("30 days", "hold", "24 hours")) {
            assertThat(figures.get(within + ",all,,referrals")).isEqualTo((double) referrals);
            assertThat(figures.get(within + ",all,,without_verdict")).isZero();
        }
        // Chance is .5; what is known of a referral grows with the time.
        double month = figures.get("30 days,fraud,all fraud,auc");
        assertThat(month).isBetween(0.75, 1.0);
        assertThat(month).isGreaterThan(figures.get("24 hours,fraud,all fraud,auc"));
        // No hold of these programs is over within a day.
        assertThat(figures.get("hold,fraud,all fraud,auc")).isGreaterThan(figures.get("24 hours,fraud,all fraud,auc"));
        assertThat(Files.readAllLines(each)).hasSize((int) (1 + 3 * referrals));
        assertThat(shell.out())
                .contains("Verdicts up to 30 days after the binding", "Verdicts up to 24 hours", "Calibration error")
                .contains("Verdicts up to the end of the hold")
                .contains("Rings: pairwise F1", "sibling_device", "self_referral");
        // Nothing is left of it: no warehouse to be asked.
        assertThat(shell.run("status", "u1")).isEqualTo(ExitCode.NOTHING_THERE);
    }

    /** Eight reviews a day for two months, and weights that are learnt from them. */
    @Test
    void whatReviewsTeachIsShownBesideWhatIsKnownWithoutThem() throws IOException {
        simulate(90);
        assertThat(shell.run("fraud", "backtest", "--events", "x", "--truth", "y", "--wrong", "0.1"))
                .isEqualTo(ExitCode.USAGE);
        backtest("--reviews", 8, "--wrong", "0.05");
        String said = shell.out();
        Matcher learning = Pattern.compile(
                        "Learning: (\\d+) reviews, (\\d+) of them rejections, (\\d+) wrong; versions of"
                                + " weights that came to hold: (\\d+)\\.")
                .matcher(said);
        assertThat(learning.find()).as(said).isTrue();
        assertThat(Integer.parseInt(learning.group(1))).isBetween(100, 500);
        assertThat(Integer.parseInt(learning.group(2))).isBetween(10, 200);
        assertThat(Integer.parseInt(learning.group(3))).isBetween(1, 40);
        assertThat(Integer.parseInt(learning.group(4))).isPositive();
        String[] after = said.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("after them"))
                .findFirst()
                .orElseThrow()
                .split(" {2,}", -1);
        assertThat(Double.parseDouble(after[3])).isBetween(0.7, 1.0);
        // Learning may be worth little here, and never much less than nothing.
        assertThat(Double.parseDouble(after[4])).isGreaterThan(Double.parseDouble(after[3]) - 0.05);
    }

    private static Map<String, Double> figures(Path csv) throws IOException {
        return Files.readAllLines(csv).stream()
                .skip(1)
                .filter(line -> !line.endsWith(","))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(',')),
                        line -> Double.valueOf(line.substring(line.lastIndexOf(',') + 1))));
    }

    @Test
    void aVerdictIsExplainedAndMadeAgainToTheBit() {
        assertThat(shell.run("fraud", "explain", "r1")).isEqualTo(ExitCode.NOTHING_THERE);
        run("backfill", "--events", world, "--programs", programs);
        String[] first =
                ask("SELECT referral_id, any(referee_id), toString(argMax(score, (decided_at, revision)) AS latest)"
                                + " FROM fraud_verdicts GROUP BY referral_id ORDER BY latest DESC")
                        .get(0);

        run("fraud", "explain", first[0], "--replay");
        assertThat(shell.out())
                .contains(String.format(Locale.ROOT, "referral %s: score %.3f", first[0], Double.valueOf(first[2])))
                .contains("base rate", "log odds", "++")
                .endsWith("Made again from its features: equal bit for bit.\n");
        run("fraud", "explain", first[0]);
        assertThat(shell.out()).doesNotContain("Made again");

        assertThat(shell.run("fraud", "explain", first[1])).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains(first[1] + " is a user, referred by " + first[0] + ": name one of these.");
        assertThat(shell.run("fraud", "explain", "nobody")).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("There is no referral nobody.");
    }

    @Test
    void aReferralThatNobodyJudgedIsSaidToBeThat() {
        run("backfill", "--events", world, "--programs", programs, "--set", "fraud.own_verdicts=false");
        String referral =
                ask("SELECT referral_id FROM bindings WHERE status = 'bound'").get(0)[0];
        assertThat(shell.run("fraud", "explain", referral)).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("has no verdict yet", "fraud.own_verdicts=false");
    }

    private List<String[]> ask(String query) {
        run("sql", query + " LIMIT 5", "--format", "TabSeparated");
        return shell.out().lines().map(line -> line.split("\t")).toList();
    }
}
