package dev.milepost.testkit.harness;

import dev.milepost.testkit.population.TimedRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * A log and what must come of it.
 *
 * @param seed what it was made of; every id begins with its {@link dev.milepost.testkit.population.SeedPrefix}
 * @param records the log, in no order that means anything; each with an origin of its own
 * @param expected the rows of all tables that the trial answers for
 * @param cases how often each case that the rules tell apart is in it
 */
public record SeededLog(
        long seed, List<TimedRecord> records, Collection<? extends SpecificRecord> expected, Map<String, Long> cases) {

    static final int LEAST_EVENTS = 2_000;
    static final int LEAST_OF_A_CASE = 20;

    /**
     * Fails where the log is too poor to prove much: fewer than 2,000 records, or fewer than 20 of a case that its trial
     * counts.
     */
    SeededLog requireRich() {
        if (records.size() < LEAST_EVENTS) {
            throw new AssertionError("Seed " + seed + " has " + records.size() + " events, fewer than " + LEAST_EVENTS);
        }
        Map<String, Long> rare = new TreeMap<>(cases);
        rare.values().removeIf(count -> count >= LEAST_OF_A_CASE);
        if (cases.isEmpty() || !rare.isEmpty()) {
            throw new AssertionError("Seed " + seed + " has fewer than " + LEAST_OF_A_CASE + " of "
                    + (cases.isEmpty() ? "every case: its trial counts none" : rare.toString()));
        }
        return this;
    }
}
