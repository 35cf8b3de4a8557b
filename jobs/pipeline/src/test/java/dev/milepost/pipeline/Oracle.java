package dev.milepost.pipeline;

import dev.milepost.attribution.program.ProgramCatalog;
import dev.milepost.attribution.program.ProgramFiles;
import dev.milepost.testkit.DifferenceReport;
import dev.milepost.testkit.oracle.Answer;
import dev.milepost.testkit.oracle.AttributionOracle;
import dev.milepost.testkit.population.Population;
import dev.milepost.testkit.population.PopulationPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;

/** Populations of many seeds in one job, and what the independent oracle makes of each. */
final class Oracle {

    /** The tables that the oracle answers for, causes before effects. */
    static final List<String> TABLES =
            List.of("identities", "touches", "bindings", "journey", "conversions", "credits");

    private final List<Population> populations;
    private final List<Answer> answers;

    private Oracle(List<Population> populations) {
        this.populations = populations;
        this.answers = populations.stream()
                .map(population -> new AttributionOracle(population.programs()).answer(population.records()))
                .toList();
    }

    /** The seeds 1 to {@code milepost.seeds}. */
    static Oracle ofSeeds() {
        return ofSeeds(Long.getLong("milepost.seeds", 10));
    }

    static Oracle ofSeeds(long seeds) {
        return new Oracle(LongStream.rangeClosed(1, seeds)
                .mapToObj(seed -> Population.of(seed, PopulationPlan.standard()))
                .toList());
    }

    Population packed() {
        return Population.packed(populations);
    }

    ProgramCatalog programs(Path folder) {
        dev.milepost.testkit.programs.ProgramFiles.write(populations.get(0).programs(), folder);
        return ProgramFiles.read(folder);
    }

    /** How many dead letters the populations make by themselves. */
    long deadLetters() {
        return answers.stream().mapToLong(answer -> answer.deadLetters().size()).sum();
    }

    /** Fails with the first differing row, its events and its seeds, if the rows are not the oracle's. */
    void assertSame(List<SpecificRecord> rows) {
        List<SpecificRecord> expected = new ArrayList<>();
        answers.forEach(answer -> expected.addAll(answer.rows()));
        Set<String> tables = Set.copyOf(TABLES);
        List<SpecificRecord> actual = rows.stream()
                .filter(row -> tables.contains(row.getSchema().getProp("table")))
                .toList();
        Population all = packed();
        DifferenceReport.assertSame(expected, actual, all.records(), all.seeds());
    }
}
