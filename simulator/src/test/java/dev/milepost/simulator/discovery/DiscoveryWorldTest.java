package dev.milepost.simulator.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.milepost.simulator.SimulationPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryWorldTest {

    private static final long DAY = 86_400_000;
    private static final int USERS = 8_000;

    @TempDir
    private Path folder;

    private static DiscoveryPlan plan(int users, long seed) {
        return new DiscoveryPlan(users, 180, seed, SimulationPlan.DEFAULT_START);
    }

    private static List<Life> lives() {
        DiscoveryPlan plan = plan(USERS, 5);
        return IntStream.range(0, USERS)
                .mapToObj(number -> DiscoveryWorld.life(plan, number))
                .toList();
    }

    private static long count(Life life, Habit habit, int days) {
        return life.deeds().stream()
                .filter(deed -> deed.habit() == habit && deed.timeMillis() < life.signupMillis() + days * DAY)
                .count();
    }

    private static double correlation(List<Life> lives, ToDoubleFunction<Life> one, ToDoubleFunction<Life> other) {
        double meanOne = lives.stream().mapToDouble(one).average().orElseThrow();
        double meanOther = lives.stream().mapToDouble(other).average().orElseThrow();
        double both = 0;
        double ofOne = 0;
        double ofOther = 0;
        for (Life life : lives) {
            double a = one.applyAsDouble(life) - meanOne;
            double b = other.applyAsDouble(life) - meanOther;
            both += a * b;
            ofOne += a * a;
            ofOther += b * b;
        }
        return both / Math.sqrt(ofOne * ofOther);
    }

    @Test
    void decoysGoWithActivityAsStronglyAsWhatIsPlanted() {
        List<Life> lives = lives();
        double planted =
                mean(lives, Stream.of(Habit.values()).filter(Habit::isPlanted).toList());
        assertThat(planted).isGreaterThan(.4);
        List<Habit> decoys = Stream.of(Habit.values()).filter(Habit::isDecoy).toList();
        assertThat(decoys).hasSize(6);
        for (Habit decoy : decoys) {
            assertThat(mean(lives, List.of(decoy))).as(decoy.event()).isCloseTo(planted, within(.03));
        }
    }

    private static double mean(List<Life> lives, List<Habit> habits) {
        return habits.stream()
                .mapToDouble(
                        habit -> correlation(lives, life -> Math.log(life.activity()), life -> count(life, habit, 7)))
                .average()
                .orElseThrow();
    }

    /** Among all who have not shared by the end of a week. */
    @Test
    void whoDoesADecoyThriceSharesAndStaysMore() {
        List<Life> open = lives().stream()
                .filter(life -> life.signupMillis() < plan(1, 5).endMillis() - 97 * DAY)
                .filter(life -> life.shares().stream().noneMatch(time -> time < life.signupMillis() + 7 * DAY))
                .toList();
        for (Habit decoy : Stream.of(Habit.values()).filter(Habit::isDecoy).toList()) {
            List<Life> reached =
                    open.stream().filter(life -> count(life, decoy, 7) >= 3).toList();
            List<Life> others =
                    open.stream().filter(life -> count(life, decoy, 7) < 3).toList();
            assertThat(share(reached, DiscoveryWorldTest::shares) - share(others, DiscoveryWorldTest::shares))
                    .as(decoy.event())
                    .isGreaterThan(.08);
            assertThat(share(reached, DiscoveryWorldTest::stays) - share(others, DiscoveryWorldTest::stays))
                    .as(decoy.event())
                    .isGreaterThan(.08);
        }
    }

    private static double share(List<Life> lives, java.util.function.Predicate<Life> has) {
        return lives.stream().filter(has).count() / (double) lives.size();
    }

    private static boolean shares(Life life) {
        return life.shares().stream().anyMatch(time -> time < life.signupMillis() + 37 * DAY);
    }

    private static boolean stays(Life life) {
        return life.deeds().stream()
                .anyMatch(deed -> deed.timeMillis() >= life.signupMillis() + 67 * DAY
                        && deed.timeMillis() < life.signupMillis() + 97 * DAY);
    }

    @Test
    void theSamePlanGivesTheSameBytesAndALargerOneTheSamePeople() throws IOException {
        DiscoveryWorld.write(plan(60, 9), folder.resolve("one"), told -> {});
        DiscoveryWorld.write(plan(60, 9), folder.resolve("two"), told -> {});
        DiscoveryWorld.write(plan(90, 9), folder.resolve("more"), told -> {});
        DiscoveryWorld.write(plan(60, 10), folder.resolve("other"), told -> {});
        for (String file : List.of("clickstream.jsonl", "signups.jsonl", "truth/discovery.csv", "truth/summary.json")) {
            assertThat(folder.resolve("one").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("two").resolve(file));
        }
        assertThat(Files.readAllLines(folder.resolve("more/clickstream.jsonl")))
                .containsAll(Files.readAllLines(folder.resolve("one/clickstream.jsonl")));
        assertThat(Files.mismatch(folder.resolve("one/clickstream.jsonl"), folder.resolve("other/clickstream.jsonl")))
                .isNotNegative();
    }

    @Test
    void theTruthSaysWhatIsPlantedForWhichOutcome() throws IOException {
        DiscoverySummary summary = DiscoveryWorld.write(plan(50, 1), folder, told -> {});
        assertThat(Files.readAllLines(folder.resolve("truth/discovery.csv")))
                .hasSize(1 + 2 * Habit.values().length)
                .startsWith("event,outcome,planted,count,within_days,factor,decoy")
                .contains(
                        "report_exported,referral_shared,1,3,7,2.4,0",
                        "report_exported,retained_90d,0,0,0,1.0,0",
                        "integration_connected,retained_90d,1,2,3,0.5,0",
                        "goal_completed,referral_shared,1,3,14,2.0,0",
                        "chart_viewed,referral_shared,0,0,0,1.0,1",
                        "page_view,retained_90d,0,0,0,1.0,0");
        assertThat(summary.users()).isEqualTo(50);
        assertThat(summary.lines().get("signups")).isGreaterThanOrEqualTo(50);
        assertThat(summary.lines().get("clickstream")).isEqualTo(lines("clickstream.jsonl"));
    }

    private long lines(String file) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve(file))) {
            return lines.count();
        }
    }

    @Test
    void lifeIsWithinThePeriodAndAfterTheSignup() {
        DiscoveryPlan plan = plan(500, 2);
        for (int number = 0; number < 500; number++) {
            Life life = DiscoveryWorld.life(plan, number);
            assertThat(life.signupMillis()).isBetween(plan.startMillis(), plan.endMillis() - 1);
            assertThat(life.deeds())
                    .allSatisfy(deed ->
                            assertThat(deed.timeMillis()).isBetween(life.signupMillis() + 1, plan.endMillis() - 1));
            assertThat(life.shares())
                    .allSatisfy(time -> assertThat(time).isBetween(life.signupMillis() + 1, plan.endMillis() - 1));
        }
    }

    @Test
    void plansThatCannotBeAreRefused() {
        Instant start = SimulationPlan.DEFAULT_START;
        assertThatThrownBy(() -> new DiscoveryPlan(0, 180, 1, start)).hasMessageContaining("users is 0");
        assertThatThrownBy(() -> new DiscoveryPlan(1, 124, 1, start)).hasMessageContaining("days is 124");
        assertThatThrownBy(() -> new DiscoveryPlan(1, 180, 1, Instant.EPOCH.minusSeconds(1)))
                .hasMessageContaining("before 1970");
    }
}
