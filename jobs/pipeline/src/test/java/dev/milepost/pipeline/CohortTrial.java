package dev.milepost.pipeline;

import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.schemas.row.CohortCellRow;
import dev.milepost.schemas.row.CustomerRow;
import dev.milepost.testkit.cohorts.CohortSql;
import dev.milepost.testkit.harness.SeededLog;
import dev.milepost.testkit.harness.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.apache.avro.specific.SpecificRecord;

/**
 * Cohorts of another trial's populations: computed in SQL, on the real engine, over the rows that its oracle answers. Sums name
 * nobody, so each seed goes through the job alone.
 */
final class CohortTrial implements Trial {

    private static final List<String> READ = List.of("events", "credits", "bindings", "asks");

    private final LongFunction<SeededLog> populations;
    private final boolean prompted;
    private final TestWarehouse warehouse;

    /**
     * Of populations.
     *
     * @param populations with rows of events, credits and bindings; and of asks, where there are any
     * @param prompted whether there are asks: they are decided, so what came late tells another story
     */
    CohortTrial(LongFunction<SeededLog> populations, boolean prompted, TestWarehouse warehouse) {
        this.populations = populations;
        this.prompted = prompted;
        this.warehouse = warehouse;
    }

    @Override
    public SeededLog log(long seed) {
        SeededLog log = populations.apply(seed);
        List<SpecificRecord> expected = new ArrayList<>();
        try {
            for (String table : READ) {
                warehouse.truncate(table);
            }
            warehouse.insert(log.expected());
            for (CohortSql query : CohortSql.values()) {
                List<SpecificRecord> rows = warehouse.answer(query.text(), query.table());
                if (rows.isEmpty()) {
                    throw new AssertionError("Seed " + seed + " has no " + query.table());
                }
                expected.addAll(rows);
            }
        } catch (ClickHouseFailure e) {
            throw new AssertionError("The oracle of seed " + seed + " failed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        requireTelling(seed, expected);
        return new SeededLog(seed, log.records(), expected, log.cases());
    }

    /** Fails where what could be wrong does not occur. */
    private void requireTelling(long seed, List<SpecificRecord> expected) {
        long takenBack = 0;
        long referred = 0;
        long asked = 0;
        for (SpecificRecord row : expected) {
            if (row instanceof CohortCellRow cell && cell.getRefundsMinor().signum() > 0) {
                takenBack++;
            } else if (row instanceof CustomerRow customer) {
                referred += customer.getAdvocateId().isEmpty() ? 0 : 1;
                asked += customer.getMilestoneId().isEmpty() ? 0 : 1;
            }
        }
        if (takenBack == 0 || referred == 0 || (prompted && asked == 0)) {
            throw new AssertionError("Seed " + seed + " has " + takenBack + " cells with refunds, " + referred
                    + " customers who were referred and " + asked + " by an ask");
        }
    }

    @Override
    public Set<String> tables() {
        Set<String> tables = new TreeSet<>();
        for (CohortSql query : CohortSql.values()) {
            tables.add(query.table());
        }
        return tables;
    }

    @Override
    public Set<String> decisions() {
        return prompted ? tables() : Set.of();
    }

    @Override
    public Collection<? extends SpecificRecord> shown(Collection<? extends SpecificRecord> rows) {
        return CohortSql.shown(rows);
    }

    @Override
    public int seedsPerJob() {
        return 1;
    }

    @Override
    public boolean byTurns() {
        return true;
    }
}
