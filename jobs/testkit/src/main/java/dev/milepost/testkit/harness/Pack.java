package dev.milepost.testkit.harness;

import dev.milepost.testkit.DifferenceReport;
import dev.milepost.testkit.Differences;
import dev.milepost.testkit.TableKeys;
import dev.milepost.testkit.population.SeedPrefix;
import dev.milepost.testkit.population.TimedRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** Seeds that go through one job together, and what must come of each. */
public final class Pack {

    private final Map<Long, SeededLog> logs = new LinkedHashMap<>();
    private final Trial trial;

    private Pack(Trial trial) {
        this.trial = trial;
    }

    /** Plays the seeds; fails where one of them is too poor to prove much. */
    public static Pack of(Trial trial, Collection<Long> seeds) {
        Pack pack = new Pack(trial);
        seeds.forEach(seed -> pack.logs.put(seed, trial.log(seed).requireRich()));
        return pack;
    }

    public List<Long> seeds() {
        return List.copyOf(logs.keySet());
    }

    public String name() {
        List<Long> seeds = seeds();
        return seeds.size() == 1
                ? "seed " + seeds.get(0)
                : "seeds " + seeds.get(0) + " to " + seeds.get(seeds.size() - 1);
    }

    /** All records of all seeds, in no order that means anything. */
    public List<TimedRecord> records() {
        return logs.values().stream().flatMap(log -> log.records().stream()).toList();
    }

    public Delivery deliver(Variant variant) {
        return Delivery.of(variant, logs.values());
    }

    /** What each seed's rows differ in from those that there must be, in the tables of a grade. */
    Map<Long, Differences> compare(Collection<? extends SpecificRecord> rows, DeliveryOrder.Grade grade) {
        Map<Long, List<SpecificRecord>> found = new LinkedHashMap<>();
        logs.keySet().forEach(seed -> found.put(seed, new ArrayList<>()));
        // Who goes through the job alone has all rows, of sums too, which name nobody.
        long alone = logs.size() == 1 ? seeds().get(0) : -1;
        for (SpecificRecord row : trial.shown(rows)) {
            if (trial.tables().contains(TableKeys.table(row))) {
                String key = TableKeys.key(row);
                List<SpecificRecord> ofSeed = found.get(SeedPrefix.seedIn(key).orElse(alone));
                if (ofSeed == null) {
                    throw new AssertionError(
                            "A row of " + TableKeys.table(row) + " belongs to none of the " + name() + ": " + key);
                }
                ofSeed.add(row);
            }
        }
        Map<Long, Differences> differences = new LinkedHashMap<>();
        found.forEach((seed, ofSeed) -> {
            trial.check(logs.get(seed), ofSeed);
            differences.put(
                    seed, Differences.between(compared(logs.get(seed).expected(), grade), compared(ofSeed, grade)));
        });
        return differences;
    }

    private List<SpecificRecord> compared(Collection<? extends SpecificRecord> rows, DeliveryOrder.Grade grade) {
        List<SpecificRecord> compared = new ArrayList<>();
        rows.stream().filter(row -> isCompared(row, grade)).forEach(compared::add);
        return compared;
    }

    private boolean isCompared(SpecificRecord row, DeliveryOrder.Grade grade) {
        String table = TableKeys.table(row);
        Set<String> decisions = trial.decisions();
        return trial.tables().contains(table)
                && (grade == DeliveryOrder.Grade.ALL_TABLES || !decisions.contains(table));
    }

    /** What a person needs to know of a seed's differences. */
    String report(long seed, Differences differences, String where, String again) {
        return DifferenceReport.text(differences, logs.get(seed).records(), "seed " + seed + ", " + where, again);
    }

    /**
     * Fails with a report of the first seed that differs, if the rows of all tables are not those that there must be.
     *
     * @param where what was run, in words
     * @param again the command that runs it again
     */
    public void assertSame(Collection<? extends SpecificRecord> rows, String where, String again) {
        compare(rows, DeliveryOrder.Grade.ALL_TABLES).forEach((seed, differences) -> {
            if (!differences.isEmpty()) {
                throw new AssertionError(report(seed, differences, where, again));
            }
        });
    }
}
