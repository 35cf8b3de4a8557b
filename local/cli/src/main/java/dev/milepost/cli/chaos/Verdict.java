package dev.milepost.cli.chaos;

import dev.milepost.oracle.Activations;
import dev.milepost.oracle.MilestoneTrial;
import dev.milepost.oracle.ProgramOracle;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.schemas.event.JourneyEvent;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.testkit.DifferenceReport;
import dev.milepost.testkit.Differences;
import dev.milepost.testkit.cohorts.CohortSql;
import dev.milepost.testkit.funnel.FunnelSql;
import dev.milepost.testkit.harness.Trial;
import dev.milepost.testkit.oracle.Answer;
import dev.milepost.testkit.oracle.AttributionOracle;
import dev.milepost.testkit.oracle.ExpectedLetters;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.programs.ProgramFacts;
import dev.milepost.testkit.programs.SentProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** Holds the rows of the run with kills against those that there must be. */
final class Verdict {

    private static final String DEAD_LETTERS = "dead_letters";

    /** What the oracle answers for, row by row. */
    private static final List<String> OF_ORACLE =
            List.of("identities", "touches", "bindings", "journey", "conversions", "credits");

    /** The steps of {@code journey} that attribution tells. */
    private static final Set<String> OF_ATTRIBUTION = Set.of("referral.bound", "referral.qualified");

    /** What was decided, and the facts that it rests on. */
    private static final List<String> DECISIONS = List.of("milestones", "asks", "exposures", "rewards", "ledger");

    /** What is summed over users. */
    private static final List<String> OF_COHORTS =
            Stream.of(CohortSql.values()).map(CohortSql::table).toList();

    /** What the views of the funnel show. */
    private static final List<String> OF_FUNNEL =
            Stream.of(FunnelSql.values()).map(FunnelSql::table).toList();

    /** What is summed over who was exposed, and read from that. */
    private static final List<String> OF_EXPERIMENTS = List.of("experiment_arms", "experiment_results");

    /**
     * What was judged, and what became of the cases: nobody but the same job over the same topics can say what it must be. Links
     * settle in a day, so a run has no rings.
     */
    private static final List<String> OF_FRAUD =
            List.of("fraud_verdicts", "fraud_reasons", "fraud_cases", "fraud_case_events", "fraud_weights");

    private final Recording recording;
    private final ChaosPlan plan;
    private final List<ChaosReport.Comparison> comparisons = new ArrayList<>();
    private final List<ChaosReport.Check> checks = new ArrayList<>();
    private final StringBuilder firstDifference = new StringBuilder();

    Verdict(Recording recording, ChaosPlan plan) {
        this.recording = recording;
        this.plan = plan;
    }

    /** Against the warehouse of a run without kills over the same topics. */
    Verdict withReference(ClickHouseClient warehouse, ClickHouseClient reference) throws ClickHouseFailure {
        List<String> tables = Stream.of(
                        List.of("events", DEAD_LETTERS),
                        OF_ORACLE,
                        DECISIONS,
                        OF_COHORTS,
                        OF_EXPERIMENTS,
                        plan.ownVerdicts() ? OF_FRAUD : List.<String>of())
                .flatMap(List::stream)
                .toList();
        compare("run without kills", tables, StoredRows.of(reference, tables), StoredRows.of(warehouse, tables));
        return this;
    }

    /** Against the independent oracles, of attribution and of decisions, which read the topics themselves. */
    Verdict withOracle(ClickHouseClient warehouse) throws ClickHouseFailure {
        List<ProgramFacts> given =
                Campaign.atTheStart().stream().map(SentProgram::facts).toList();
        Answer answer = new AttributionOracle(given, Campaign.appliedIn(recording.events())).answer(recording.events());
        compare("oracle", OF_ORACLE, answer.rows(), withoutReviews(StoredRows.of(warehouse, OF_ORACLE)));
        compareLetters(
                Letters.expected(recording, answer.deadLetters()),
                Letters.found(
                        recording,
                        StoredRows.of(warehouse, List.of(DEAD_LETTERS)).stream()
                                .map(DeadLetterRow.class::cast)
                                .filter(letter -> !ExpectedLetters.isOfDecisions(letter))
                                .toList()));
        ProgramOracle oracle =
                new ProgramOracle(Campaign.versionsOf(recording.events()), recording.horizon(plan.outOfOrderness()));
        List<TimedRecord> events = plan.ownVerdicts()
                ? OwnWord.inPlaceOf(recording.events(), StoredRows.of(warehouse, OF_FRAUD))
                : recording.events();
        Trial trial = new MilestoneTrial();
        compare(
                "oracle",
                DECISIONS,
                List.copyOf(trial.shown(oracle.answer(events).rows())),
                List.copyOf(trial.shown(StoredRows.of(warehouse, DECISIONS))));
        return this;
    }

    /** What reviewers say of a referral is no step of attribution. */
    private static List<SpecificRecord> withoutReviews(List<SpecificRecord> rows) {
        return rows.stream()
                .filter(row -> !(row instanceof JourneyEvent step) || OF_ATTRIBUTION.contains(step.getName()))
                .toList();
    }

    /** Cohorts against what SQL makes of the warehouse's own events, credits, bindings and asks. */
    Verdict withCohorts(ClickHouseClient warehouse) throws ClickHouseFailure {
        List<SpecificRecord> expected = new ArrayList<>();
        for (CohortSql query : CohortSql.values()) {
            expected.addAll(StoredRows.answer(warehouse, query.text(), query.table()));
        }
        compare("SQL", OF_COHORTS, expected, CohortSql.shown(StoredRows.of(warehouse, OF_COHORTS)));
        return this;
    }

    /** The numbers of the funnel against what other SQL makes of the warehouse's own events, bindings, asks and ledgers. */
    Verdict withFunnel(ClickHouseClient warehouse) throws ClickHouseFailure {
        for (String step : FunnelSql.steps(Activations.latest(Campaign.versionsOf(recording.events())))) {
            warehouse.execute(step);
        }
        List<SpecificRecord> expected = new ArrayList<>();
        List<SpecificRecord> shown = new ArrayList<>();
        for (FunnelSql view : FunnelSql.values()) {
            warehouse.query(view.expected()).forEach(row -> expected.add(view.row(row)));
            warehouse.query(view.shown()).forEach(row -> shown.add(view.row(row)));
        }
        compare("SQL", OF_FUNNEL, expected, shown);
        return this;
    }

    /** By what must be so of every ledger. */
    Verdict withAudit(ClickHouseClient warehouse) throws ClickHouseFailure {
        checks.addAll(new Audit(warehouse).checks(recording, plan.outOfOrderness()));
        return this;
    }

    private void compareLetters(Map<String, Long> expected, Map<String, Long> found) {
        Set<String> names = new TreeSet<>(expected.keySet());
        names.addAll(found.keySet());
        long lost = 0;
        long extra = 0;
        for (String name : names) {
            long more = found.getOrDefault(name, 0L) - expected.getOrDefault(name, 0L);
            lost += Math.max(0, -more);
            extra += Math.max(0, more);
            if (more != 0 && lost + extra == Math.abs(more)) {
                firstDifference.append(
                        "Against the oracle: dead letter '" + name + "': " + more + " more than there must be\n");
            }
        }
        comparisons.add(new ChaosReport.Comparison("oracle", DEAD_LETTERS, sum(expected), sum(found), lost, extra, 0));
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private void compare(
            String against, List<String> tables, List<SpecificRecord> expected, List<SpecificRecord> found) {
        Differences differences = Differences.between(expected, found);
        for (String table : tables) {
            Differences.Counts counts = differences.counts().get(table);
            comparisons.add(
                    counts == null
                            ? new ChaosReport.Comparison(against, table, 0, 0, 0, 0, 0)
                            : new ChaosReport.Comparison(
                                    against,
                                    table,
                                    counts.expected(),
                                    counts.actual(),
                                    counts.missing(),
                                    counts.surplus() + counts.repeated(),
                                    counts.changed()));
        }
        if (!differences.isEmpty()) {
            firstDifference
                    .append("Against the ")
                    .append(against)
                    .append(": ")
                    .append(DifferenceReport.text(
                            differences, recording.events(), "seed " + plan.seed(), plan.command()))
                    .append('\n');
        }
    }

    List<ChaosReport.Comparison> comparisons() {
        return comparisons;
    }

    List<ChaosReport.Check> checks() {
        return checks;
    }

    /** Empty where nothing differs. */
    String firstDifference() {
        return firstDifference.toString();
    }
}
