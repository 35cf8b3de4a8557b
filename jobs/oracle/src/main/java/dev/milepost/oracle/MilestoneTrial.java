package dev.milepost.oracle;

import dev.milepost.oracle.population.ProgramPopulation;
import dev.milepost.schemas.row.AskRow;
import dev.milepost.schemas.row.LedgerRow;
import dev.milepost.testkit.harness.SeededLog;
import dev.milepost.testkit.harness.Trial;
import dev.milepost.testkit.oracle.ExpectedEvents;
import dev.milepost.testkit.population.TimedRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** Populations of programs, their oracle, and the cases that each seed must hold. */
public final class MilestoneTrial implements Trial {

    private static final int REFEREES = 11;

    /** By the end of a program's id what it gives in its lifetime at most, minor units. */
    public static Map<String, Long> lifetimeBudgets() {
        return ProgramPopulation.BUDGETS;
    }

    /** What comes of a seed's log, for whoever counts. */
    static ProgramOracle.Found found(long seed) {
        ProgramPopulation population = ProgramPopulation.of(seed, REFEREES);
        return paid(population);
    }

    @Override
    public SeededLog log(long seed) {
        ProgramPopulation population = ProgramPopulation.of(seed, REFEREES);
        ProgramOracle.Found found = paid(population);
        List<TimedRecord> records = population.records();
        return new SeededLog(seed, records, found.rows(), Cases.in(records));
    }

    /** The same seed's log with the rows that its milestones rest on besides: events, and all of attribution. */
    public static SeededLog withAttribution(long seed) {
        ProgramPopulation population = ProgramPopulation.of(seed, REFEREES);
        return withAttribution(seed, population, paid(population));
    }

    /** The same of a log in which advocates look at what they are asked, and share, and others follow their links. */
    public static SeededLog withSignals(long seed) {
        ProgramPopulation population = ProgramPopulation.of(seed, REFEREES);
        population.hear(paid(population).rows().stream()
                .filter(AskRow.class::isInstance)
                .map(AskRow.class::cast)
                .filter(ask -> ask.getSendAt() != null)
                .sorted(Comparator.comparing(AskRow::getAskId))
                .toList());
        ProgramOracle oracle = new ProgramOracle(population.versions(), ProgramPopulation.END);
        return withAttribution(seed, population, oracle.answer(population.records()));
    }

    private static SeededLog withAttribution(long seed, ProgramPopulation population, ProgramOracle.Found found) {
        List<TimedRecord> records = population.records();
        List<SpecificRecord> rows = new ArrayList<>(found.rows());
        rows.addAll(found.attribution().rows());
        rows.addAll(ExpectedEvents.of(records));
        return new SeededLog(seed, records, rows, Cases.in(records));
    }

    /** What comes of a population once the outside has paid what its ledgers owe without that. */
    private static ProgramOracle.Found paid(ProgramPopulation population) {
        ProgramOracle oracle = new ProgramOracle(population.versions(), ProgramPopulation.END);
        List<LedgerRow> unpaid = new ArrayList<>();
        for (SpecificRecord row : oracle.answer(population.records()).rows()) {
            if (row instanceof LedgerRow entry) {
                unpaid.add(entry);
            }
        }
        unpaid.sort(Comparator.comparing(LedgerRow::getEntryId));
        population.pay(unpaid);
        return oracle.answer(population.records());
    }

    @Override
    public Set<String> tables() {
        return Set.of("milestones", "asks", "exposures", "rewards", "ledger");
    }

    @Override
    public Set<String> decisions() {
        return Set.of("asks", "exposures", "rewards", "ledger");
    }

    /** Each brings eleven programs along, and each that comes is compiled with those that are there. */
    @Override
    public int seedsPerJob() {
        return 2;
    }

    /**
     * {@code known_at} of an entry or an ask is not compared: of those that are late it depends on how far the stream had come.
     * It is no earlier than they are.
     */
    @Override
    public Collection<? extends SpecificRecord> shown(Collection<? extends SpecificRecord> rows) {
        for (SpecificRecord row : rows) {
            if (row instanceof LedgerRow entry) {
                if (entry.getKnownAt().isBefore(entry.getEffectiveAt())) {
                    throw new AssertionError("An entry was known before it was so: " + entry);
                }
                entry.setKnownAt(entry.getEffectiveAt());
            } else if (row instanceof AskRow ask) {
                if (ask.getKnownAt().isBefore(ask.getDecidedAt())) {
                    throw new AssertionError("An ask was known before it was decided: " + ask);
                }
                ask.setKnownAt(ask.getDecidedAt());
            }
        }
        return rows;
    }

    @Override
    public void check(SeededLog log, Collection<? extends SpecificRecord> rows) {
        Invariants.check(rows, log.expected());
    }
}
