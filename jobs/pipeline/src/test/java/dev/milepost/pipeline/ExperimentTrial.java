package dev.milepost.pipeline;

import dev.milepost.oracle.MilestoneTrial;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Ask;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.schemas.event.AppliedProgram;
import dev.milepost.schemas.row.ExperimentArmRow;
import dev.milepost.schemas.row.ExperimentResultRow;
import dev.milepost.schemas.row.ExposureRow;
import dev.milepost.testkit.DifferenceReport;
import dev.milepost.testkit.Differences;
import dev.milepost.testkit.TableKeys;
import dev.milepost.testkit.experiments.ExperimentSql;
import dev.milepost.testkit.harness.SeededLog;
import dev.milepost.testkit.harness.Trial;
import dev.milepost.testkit.population.TimedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * Experiments of populations that are asked: computed in SQL, on the real engine, over the rows that their oracles answer. Who was
 * exposed is decided, so it is another where much comes late; in whatever order, sums are those of whom the run itself has exposed.
 * Each seed goes through the job alone.
 */
final class ExperimentTrial implements Trial {

    private static final List<String> READ = List.of("events", "bindings", "exposures");

    private final TestWarehouse warehouse;

    /** What has occurred so far, and how often. */
    private final Map<String, Long> occurred = new TreeMap<>();

    /** Of the seed that goes through the job now. */
    private World latest;

    ExperimentTrial(TestWarehouse warehouse) {
        this.warehouse = warehouse;
    }

    @Override
    public SeededLog log(long seed) {
        SeededLog log = MilestoneTrial.withAttribution(seed);
        latest = new World(
                log.expected().stream()
                        .filter(row -> !(row instanceof ExposureRow))
                        .toList(),
                terms(log.records()));
        List<SpecificRecord> expected = latest.answer(
                log.expected().stream().filter(ExposureRow.class::isInstance).toList(), warehouse);
        count(seed, expected);
        return new SeededLog(seed, log.records(), expected, log.cases());
    }

    /** What is the same in whatever order a log came: all rows but exposures, and what the files say. */
    private record World(List<? extends SpecificRecord> facts, Collection<ExperimentSql.Terms> terms) {

        List<SpecificRecord> answer(Collection<? extends SpecificRecord> exposures, TestWarehouse warehouse) {
            try {
                for (String table : READ) {
                    warehouse.truncate(table);
                }
                warehouse.insert(facts.stream()
                        .filter(row -> READ.contains(TableKeys.table(row)))
                        .toList());
                warehouse.insert(exposures);
                return warehouse.answer(ExperimentSql.arms(terms), "experiment_arms");
            } catch (ClickHouseFailure e) {
                throw new AssertionError("The oracle failed", e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** By what the files say that are in the log. */
    private static Collection<ExperimentSql.Terms> terms(List<TimedRecord> records) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (TimedRecord record : records) {
            if (record.record() instanceof AppliedProgram applied) {
                texts.put(applied.getProgramVersion(), applied.getText());
            }
        }
        Map<String, ExperimentSql.Terms> terms = new TreeMap<>();
        for (ProgramVersion version : ProgramFiles.parse(texts).versions()) {
            for (Ask ask : version.asks()) {
                if (ask.experiment() != null) {
                    ExperimentSql.Terms of = terms(version, ask.experiment());
                    ExperimentSql.Terms before = terms.put(of.experimentId(), of);
                    if (before != null && !before.equals(of)) {
                        throw new AssertionError("Two versions say otherwise of " + of.experimentId());
                    }
                }
            }
        }
        return terms.values();
    }

    private static ExperimentSql.Terms terms(ProgramVersion version, Ask.Experiment experiment) {
        Map<String, Long> shares = new TreeMap<>();
        experiment.arms().forEach(arm -> shares.put(arm.name(), arm.share()));
        shares.put("holdout", experiment.holdout());
        return new ExperimentSql.Terms(experiment.id(), experiment.horizonMillis(), version.currency(), shares);
    }

    /** Counts what could be wrong; fails where nobody's outcome counts. */
    private void count(long seed, List<SpecificRecord> expected) {
        long matured = 0;
        for (SpecificRecord row : expected) {
            ExperimentArmRow arm = (ExperimentArmRow) row;
            matured += arm.getMatured();
            occurred.merge("contamination", arm.getArm().equals("holdout") ? arm.getReferees() : 0, Long::sum);
            occurred.merge("covariate", (long) arm.getSumX().signum(), Long::sum);
            occurred.merge(arm.getMetric(), (long) arm.getSumYy().signum(), Long::sum);
        }
        if (matured == 0) {
            throw new AssertionError("Seed " + seed + " has nobody whose horizon is over");
        }
    }

    /** Fails where what could be wrong did not occur in any seed; of one seed alone it need not. */
    void requireTelling() {
        for (String each : List.of("contamination", "covariate", "own_net_revenue", "referred_signups", "opt_out")) {
            if (occurred.getOrDefault(each, 0L) == 0) {
                throw new AssertionError("The seeds lack something of " + occurred);
            }
        }
    }

    @Override
    public Set<String> tables() {
        return Set.of("experiment_arms");
    }

    @Override
    public Set<String> decisions() {
        return tables();
    }

    @Override
    public Collection<? extends SpecificRecord> shown(Collection<? extends SpecificRecord> rows) {
        Map<List<String>, ExperimentArmRow> arms = new HashMap<>();
        Map<List<String>, ExperimentResultRow> results = new HashMap<>();
        List<SpecificRecord> exposures = new ArrayList<>();
        for (SpecificRecord row : rows) {
            if (row instanceof ExposureRow) {
                exposures.add(row);
            } else if (row instanceof ExperimentArmRow arm) {
                arms.put(List.of(arm.getExperimentId(), arm.getArm(), arm.getMetric(), arm.getCurrency()), arm);
            } else if (row instanceof ExperimentResultRow of) {
                results.put(List.of(of.getExperimentId(), of.getArm(), of.getMetric(), of.getCurrency()), of);
            }
        }
        Differences differences = Differences.between(latest.answer(exposures, warehouse), arms.values());
        if (!differences.isEmpty()) {
            throw new AssertionError("By the exposures of the run itself: "
                    + DifferenceReport.text(differences, List.of(), "the run", "this test"));
        }
        requireRead(arms, results);
        return rows;
    }

    /** Every arm is read against the holdout on every metric, from what is counted; too early, as there are few. */
    private static void requireRead(
            Map<List<String>, ExperimentArmRow> arms, Map<List<String>, ExperimentResultRow> results) {
        List<String> wrong = new ArrayList<>();
        arms.forEach((key, arm) -> {
            ExperimentResultRow result = results.get(key);
            boolean right = arm.getArm().equals("holdout")
                    ? result == null
                    : result != null
                            && result.getN() == arm.getN()
                            && result.getExposed() == arm.getExposed()
                            && result.getStatus().equals(result.getBlocked() ? "blocked" : "too_early")
                            && result.getEffect() == null;
            if (!right) {
                wrong.add(key + ": " + arm + " is read as " + result);
            }
        });
        if (!wrong.isEmpty() || results.isEmpty()) {
            throw new AssertionError(results.size() + " results, of which wrong: " + wrong);
        }
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
