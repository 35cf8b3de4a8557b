package dev.milepost.testkit.oracle;

import dev.milepost.testkit.harness.SeededLog;
import dev.milepost.testkit.harness.Trial;
import dev.milepost.testkit.population.Population;
import dev.milepost.testkit.population.PopulationPlan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Attribution's populations, its oracle, and the cases that each seed must hold. */
public final class AttributionTrial implements Trial {

    /** What the oracle answers for, causes before effects. */
    public static final List<String> TABLES =
            List.of("identities", "touches", "bindings", "journey", "conversions", "credits");

    @Override
    public SeededLog log(long seed) {
        Population population = Population.of(seed, PopulationPlan.standard());
        Answer answer = new AttributionOracle(population.programs()).answer(population.records());
        return new SeededLog(seed, population.records(), answer.rows(), Census.of(population.records(), answer));
    }

    @Override
    public Set<String> tables() {
        return new LinkedHashSet<>(TABLES);
    }
}
