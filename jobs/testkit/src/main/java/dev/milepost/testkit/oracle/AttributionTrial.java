package dev.milepost.testkit.oracle;

import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.testkit.harness.SeededLog;
import dev.milepost.testkit.harness.Trial;
import dev.milepost.testkit.population.Population;
import dev.milepost.testkit.population.PopulationPlan;
import dev.milepost.testkit.population.TimedRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** Attribution's populations, its oracle, and the cases that each seed must hold. */
public final class AttributionTrial implements Trial {

    /** The facts that the oracle answers for, causes before effects. */
    public static final List<String> TABLES =
            List.of("identities", "touches", "bindings", "journey", "conversions", "credits");

    private static final List<String> ACCOUNTS = List.of("events", "dead_letters");

    @Override
    public SeededLog log(long seed) {
        Population population = Population.of(seed, PopulationPlan.standard());
        List<TimedRecord> records = population.records();
        Answer answer = new AttributionOracle(population.programs()).answer(records);
        List<SpecificRecord> expected = new ArrayList<>(answer.rows());
        expected.addAll(ExpectedEvents.of(records));
        expected.addAll(ExpectedLetters.of(records, answer));
        return new SeededLog(seed, records, expected, Census.of(records, answer));
    }

    /** The facts, every accepted event, and every dead letter. */
    @Override
    public Set<String> tables() {
        Set<String> tables = new LinkedHashSet<>(TABLES);
        tables.addAll(ACCOUNTS);
        return tables;
    }

    @Override
    public Collection<? extends SpecificRecord> shown(Collection<? extends SpecificRecord> rows) {
        List<SpecificRecord> shown = new ArrayList<>();
        List<DeadLetterRow> letters = new ArrayList<>();
        for (SpecificRecord row : rows) {
            if (row instanceof DeadLetterRow letter) {
                letters.add(letter);
            } else {
                shown.add(row);
            }
        }
        shown.addAll(ExpectedLetters.shown(letters));
        return shown;
    }
}
