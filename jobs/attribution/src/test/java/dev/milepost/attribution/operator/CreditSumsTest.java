package dev.milepost.attribution.operator;

import static dev.milepost.attribution.operator.RandomUser.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.model.UserFact;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.fold.Change;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The credits that are shown sum to their conversion, under each model and at every moment. */
class CreditSumsTest {

    private static final List<String> MODELS =
            List.of("first", "last", "last_non_direct", "linear", "position", "time_decay");
    private static final int USERS = 60;

    /** What the conversions were, so that the law has been put to the test. */
    private final Map<String, Integer> seen = new HashMap<>();

    @TempDir
    private Path folder;

    @Test
    void creditsSumToWeightOneAndToTheNetAmountAfterEveryRevision() throws Exception {
        ProgramCatalog programs = RandomUser.programs(folder);
        for (int seed = 0; seed < USERS; seed++) {
            Random random = new Random(seed);
            List<UserFact> facts = new RandomUser(random, 20 * DAY).facts(22);
            Collections.shuffle(facts, random);
            List<UserFact> told = new ArrayList<>();
            try (UserRun run = new UserRun(RandomUser.rules(programs))) {
                for (UserFact fact : facts) {
                    run.feed(Change.put(fact));
                    assertCreditsSum(run, "seed " + seed + ", after " + fact);
                    told.add(fact);
                    if (random.nextInt(6) == 0) {
                        UserFact takenBack = told.remove(random.nextInt(told.size()));
                        run.feed(Change.remove(takenBack));
                        assertCreditsSum(run, "seed " + seed + ", without " + takenBack);
                    }
                }
            }
        }
        assertThat(seen)
                .containsOnlyKeys(
                        "whole", "refunded in part", "refunded in full", "of several touches", "ids of two devices")
                .allSatisfy((kind, count) -> assertThat(count).as(kind).isGreaterThan(200));
    }

    private void assertCreditsSum(UserRun run, String name) {
        Map<Object, List<Map<String, Object>>> credits = new HashMap<>();
        run.shown("credits")
                .forEach(credit -> credits.computeIfAbsent(credit.get("conversion_id"), id -> new ArrayList<>())
                        .add(credit));
        List<Map<String, Object>> conversions = run.shown("conversions");
        for (Map<String, Object> conversion : conversions) {
            Object id = conversion.get("conversion_id");
            List<Map<String, Object>> path = credits.getOrDefault(id, List.of());
            for (String model : MODELS) {
                BigDecimal weight = BigDecimal.ZERO;
                long minor = 0;
                for (Map<String, Object> credit : path) {
                    weight = weight.add((BigDecimal) credit.get(model + "_weight"));
                    minor = Math.addExact(minor, (Long) credit.get(model + "_minor"));
                }
                assertThat(weight).as("%s: weights of %s, %s", name, id, model).isEqualByComparingTo("1");
                assertThat(minor)
                        .as("%s: amounts of %s, %s", name, id, model)
                        .isEqualTo(conversion.get("amount_minor"));
            }
            assertThat(path)
                    .as("%s: currencies of %s", name, id)
                    .allSatisfy(credit -> assertThat(credit.get("currency")).isEqualTo(conversion.get("currency")));
            count(conversion, path);
        }
        assertThat(credits).as(name + ": no credit of nothing").hasSameSizeAs(conversions);
    }

    private void count(Map<String, Object> conversion, List<Map<String, Object>> path) {
        long net = (Long) conversion.get("amount_minor");
        long gross = (Long) conversion.get("gross_minor");
        if (gross > 0) {
            seen.merge(net == gross ? "whole" : net == 0 ? "refunded in full" : "refunded in part", 1, Integer::sum);
        }
        if (path.size() > 1) {
            seen.merge("of several touches", 1, Integer::sum);
        }
        if (path.stream().map(credit -> credit.get("touch_id")).distinct().count() < path.size()) {
            seen.merge("ids of two devices", 1, Integer::sum);
        }
    }
}
