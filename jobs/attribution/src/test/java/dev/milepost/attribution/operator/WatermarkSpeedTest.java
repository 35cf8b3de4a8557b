package dev.milepost.attribution.operator;

import static dev.milepost.attribution.operator.RandomUser.DAY;
import static dev.milepost.attribution.operator.RandomUser.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.model.UserFact;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.fold.Change;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown does not depend on how fast time passes, and so on when anything is forgotten. */
class WatermarkSpeedTest {

    private static final int USERS = 60;

    /** Calls for a watermark behind some events. */
    private interface Speed {
        boolean advancesAfter(int event);
    }

    @TempDir
    private Path folder;

    @Test
    void rowsAreTheSameWithAWatermarkAfterEveryEventAndOneAtTheEnd() throws Exception {
        ProgramCatalog programs = RandomUser.programs(folder);
        Map<String, Integer> reasons = new HashMap<>();
        for (int seed = 0; seed < USERS; seed++) {
            Random random = new Random(seed);
            List<UserFact> facts = new RandomUser(random, 4 * RandomUser.RETENTION).facts(25);
            var atTheEnd = run(programs, shuffled(facts, random), event -> false);
            var afterEach = run(programs, shuffled(facts, random), event -> true);
            var nowAndThen = run(programs, shuffled(facts, random), event -> event % 7 == 0);
            assertThat(afterEach).as("seed " + seed).isEqualTo(atTheEnd);
            assertThat(nowAndThen).as("seed " + seed).isEqualTo(atTheEnd);
            atTheEnd.forEach((key, row) -> {
                if (key.startsWith("dead_letters ")) {
                    reasons.merge((String) row.get("reason"), 1, Integer::sum);
                }
            });
        }
        assertThat(reasons)
                .containsOnlyKeys("duplicate_order", "currency_mismatch", "order_expired", "order_unknown")
                .allSatisfy((reason, count) -> assertThat(count).as(reason).isGreaterThan(20));
    }

    private static Map<String, Map<String, Object>> run(ProgramCatalog programs, List<UserFact> facts, Speed speed)
            throws Exception {
        try (UserRun run = new UserRun(RandomUser.rules(programs))) {
            long time = Long.MIN_VALUE;
            for (int i = 0; i < facts.size(); i++) {
                run.feed(Change.put(facts.get(i)));
                time = Math.max(time, facts.get(i).timeMillis());
                if (speed.advancesAfter(i)) {
                    run.watermark(time);
                }
            }
            run.watermark(time + 1_000 * DAY);
            assertThat(run.timers()).isZero();
            assertThat(run.entriesOfState()).isLessThanOrEqualTo(1);
            return run.shown();
        }
    }

    /** None comes after one whose time is a day later. */
    private static List<UserFact> shuffled(List<UserFact> facts, Random random) {
        Map<UserFact, Long> arrivals = new HashMap<>();
        facts.forEach(fact -> arrivals.put(fact, fact.timeMillis() + random.nextLong(23 * HOUR)));
        List<UserFact> shuffled = new ArrayList<>(facts);
        shuffled.sort(Comparator.comparing(arrivals::get));
        return shuffled;
    }
}
