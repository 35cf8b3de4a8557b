package dev.milepost.attribution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.ProgramLanguage;
import dev.milepost.attribution.model.AttributionRules;
import dev.milepost.attribution.model.UserFact;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.fold.RuledFoldOperator;
import dev.milepost.runtime.fold.Rules;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.runtime.rules.RuleException;
import dev.milepost.runtime.rules.RuleVersion;
import dev.milepost.runtime.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Versions of programs that come while a user's facts are folded make the rows that they make when known from the start. */
class ProgramsInAnyOrderTest {

    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final FoldSettings FOLDS = new FoldSettings(DAY, 60_000, 600_000, Long.MAX_VALUE, 1);
    private static final ProgramLanguage LANGUAGE = new ProgramLanguage(Settings.defaults());

    private record Arrival(long atMillis, RuleVersion version) {}

    @Test
    void theRowsAreThoseOfVersionsKnownFromTheStart() throws Exception {
        int seeds = 20 * Integer.getInteger("milepost.seeds", 10);
        int different = 0;
        for (int seed = 0; seed < seeds; seed++) {
            Random random = new Random(seed);
            List<UserFact> facts = new RandomUser(random, 4 * RandomUser.RETENTION).facts(25);
            List<RuleVersion> versions = versions(facts, random);
            List<Arrival> arrivals = new ArrayList<>();
            for (RuleVersion version : versions.subList(1, versions.size())) {
                long latest = version.validFromMillis() + 20 * HOUR;
                arrivals.add(new Arrival(latest - random.nextLong(30 * DAY), version));
                arrivals.add(new Arrival(latest, version));
            }
            var known = run(facts, versions, List.of(), random);
            assertThat(run(facts, versions.subList(0, 1), arrivals, random))
                    .as("seed " + seed)
                    .isEqualTo(known);
            different += run(facts, versions.subList(0, 1), List.of(), random).equals(known) ? 0 : 1;
        }
        assertThat(different).as("users to whom the later versions matter").isGreaterThan(seeds / 4);
    }

    /** The first is valid from the beginning of time; windows grow and shrink, up to the longest that there may be. */
    private static List<RuleVersion> versions(List<UserFact> facts, Random random) throws RuleException {
        long first = facts.stream().mapToLong(UserFact::timeMillis).min().orElseThrow();
        long last = facts.stream().mapToLong(UserFact::timeMillis).max().orElseThrow();
        List<RuleVersion> versions = new ArrayList<>();
        versions.add(LANGUAGE.read(text("narrow", 1, 0, "10d, exclude_channels: [email], half_life: 1d")));
        long from = first;
        for (int version = 2; version <= 4; version++) {
            from += random.nextLong((last - first) / 2 + 1);
            versions.add(LANGUAGE.read(text("narrow", version, from, (1 + random.nextInt(90)) + "d")));
            versions.add(LANGUAGE.read(text("default", version, from, (1 + random.nextInt(90)) + "d")));
        }
        return versions;
    }

    private static String text(String program, int version, long from, String window) {
        return "program: " + program + "\nversion: " + version + "\nvalid_from: " + Instant.ofEpochMilli(from)
                + "\nattribution: {window: " + window + "}\n";
    }

    /** The watermark follows the events, a day at most behind the latest arrival. */
    private static Map<String, Map<String, Object>> run(
            List<UserFact> facts, List<RuleVersion> given, List<Arrival> arrivals, Random random) throws Exception {
        Map<UserFact, Long> times = new HashMap<>();
        facts.forEach(fact -> times.put(fact, fact.timeMillis() + random.nextLong(23 * HOUR)));
        List<UserFact> shuffled = new ArrayList<>(facts);
        shuffled.sort(Comparator.comparing(times::get));
        List<Arrival> rules = new ArrayList<>(arrivals);
        rules.sort(Comparator.comparingLong(Arrival::atMillis));

        Rules<ProgramCatalog> programs = Rules.from(LANGUAGE, given);
        AttributionRules terms = new AttributionRules(
                30 * DAY,
                DAY / 48,
                DAY,
                500,
                90 * DAY,
                DAY,
                RandomUser.RETENTION,
                RandomUser.RETENTION,
                90 * DAY,
                programs);
        UserRows rows = new UserRows();
        try (var harness = new KeyedTwoInputStreamOperatorTestHarness<String, Change<UserFact>, RuleVersion, Row>(
                new RuledFoldOperator<>(new AttributionFolds(terms, FOLDS).attribution(), programs),
                change -> change.element().userId(),
                null,
                Types.STRING)) {
            harness.open();
            for (UserFact fact : shuffled) {
                while (!rules.isEmpty() && rules.get(0).atMillis() <= times.get(fact)) {
                    Arrival next = rules.remove(0);
                    watermark(harness, next.atMillis());
                    harness.processElement2(new StreamRecord<>(next.version(), 0));
                }
                watermark(harness, times.get(fact));
                harness.processElement1(new StreamRecord<>(Change.put(fact), fact.timeMillis()));
            }
            for (Arrival next : rules) {
                watermark(harness, next.atMillis());
                harness.processElement2(new StreamRecord<>(next.version(), 0));
            }
            watermark(harness, Long.MAX_VALUE / 2);
            assertThat(harness.numEventTimeTimers()).isZero();
            assertThat(harness.numKeyedStateEntries()).isLessThanOrEqualTo(1);
            rows.collect(harness.getSideOutput(Rows.SIDE));
        }
        return rows.shown();
    }

    private static void watermark(KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, ?> harness, long timeMillis)
            throws Exception {
        harness.processWatermark1(new Watermark(timeMillis));
        harness.processWatermark2(new Watermark(timeMillis));
    }
}
