package dev.milepost.pipeline;

import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.schemas.event.JourneyEvent;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import dev.milepost.schemas.row.BindingRow;
import dev.milepost.testkit.DifferenceReport;
import dev.milepost.testkit.Differences;
import dev.milepost.testkit.TableKeys;
import dev.milepost.testkit.funnel.FunnelSql;
import dev.milepost.testkit.harness.SeededLog;
import dev.milepost.testkit.harness.Trial;
import dev.milepost.testkit.harness.Variants;
import dev.milepost.testkit.oracle.AttributionOracle;
import dev.milepost.testkit.population.TimedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Funnels of another trial's populations: computed in SQL, on the real engine, over the rows that its oracle answers, as of one of
 * two moments: by every second seed in the midst of the log, by the others afterwards. Sums name nobody, so each seed goes through the job
 * alone.
 *
 * <p>What stems from asks and rewards is decided, so it is another where much comes late; the views must then show what SQL makes of
 * the rows of the run itself.
 */
final class FunnelTrial implements Trial {

    /** What the views and the oracle read. */
    private static final List<String> READ = List.of(
            "events",
            "identities",
            "bindings",
            "journey",
            "conversions",
            "customers",
            "cohort_sizes",
            "cohort_cells",
            "programs",
            "asks",
            "exposures",
            "rewards",
            "ledger");

    /** The present, by the end of the log: in the midst of it; when all but what is held longest has had its time. */
    private static final Duration AMIDST = Duration.ofDays(-50);

    private static final Duration AFTERWARDS = Duration.ofDays(40);

    private final LongFunction<SeededLog> populations;
    private final Function<List<TimedRecord>, Map<String, String>> files;
    private final TestWarehouse warehouse;

    /** What has occurred so far, and how often. */
    private final Map<String, Long> occurred = new TreeMap<>();

    /** By seed what does not stem from decisions, as the first of its runs showed it. */
    private final Map<Long, List<SpecificRecord>> first = new HashMap<>();

    /** Of the seed that goes through the job now. */
    private Instant present;

    /** What is retained of a month that is to come is not shown. */
    private List<FunnelSql> views;

    private Map<String, String> activations;

    /** What is stored now, and what the views must show of it. */
    private List<SpecificRecord> stored;

    private List<SpecificRecord> expected;

    /**
     * Of populations.
     *
     * @param populations with rows of events, bindings and journey; and of asks, rewards and ledgers, where there are any
     * @param files what activates the referees of each program, by the log
     */
    FunnelTrial(
            LongFunction<SeededLog> populations,
            Function<List<TimedRecord>, Map<String, String>> files,
            TestWarehouse warehouse) {
        this.populations = populations;
        this.files = files;
        this.warehouse = warehouse;
    }

    @Override
    public SeededLog log(long seed) {
        SeededLog log = populations.apply(seed);
        Instant end = log.records().stream()
                .map(TimedRecord::eventTime)
                .max(Instant::compareTo)
                .orElseThrow();
        // Another one when a variant has its next turn.
        boolean amidst = (seed + seed / Variants.ALL.size()) % 2 == 0;
        present = end.plus(amidst ? AMIDST : AFTERWARDS);
        views = Arrays.stream(FunnelSql.values())
                .filter(view -> !amidst || !view.table().equals("referral_rates"))
                .toList();
        activations = files.apply(log.records());
        List<SpecificRecord> rows = new ArrayList<>(log.expected());
        rows.addAll(decisions(log));
        store(read(rows));
        query(FunnelSql.cases())
                .forEach(row -> occurred.merge(row.get("what"), Long.parseLong(row.get("times")), Long::sum));
        return new SeededLog(seed, log.records(), expected, log.cases());
    }

    /** What reviewers decide of bound referrals is a step of them. */
    private static List<SpecificRecord> decisions(SeededLog log) {
        Map<String, BindingRow> bound = new HashMap<>();
        for (SpecificRecord row : log.expected()) {
            if (row instanceof BindingRow binding && binding.getStatus().equals("bound")) {
                bound.put(binding.getReferralId(), binding);
            }
        }
        List<SpecificRecord> steps = new ArrayList<>();
        for (TimedRecord record : AttributionOracle.accepted(log.records())) {
            if (record.record() instanceof Review review
                    && (review.getAction() == ReviewAction.APPROVE || review.getAction() == ReviewAction.REJECT)) {
                review.getReferralIds().stream()
                        .map(bound::get)
                        .filter(binding ->
                                binding != null && binding.getProgramId().equals(review.getProgramId()))
                        .forEach(binding -> steps.add(step(review, binding)));
            }
        }
        return steps;
    }

    private static JourneyEvent step(Review review, BindingRow of) {
        String name = review.getAction() == ReviewAction.REJECT ? "referral.rejected" : "referral.approved";
        return new JourneyEvent(
                of.getRefereeId(),
                name + "/" + of.getReferralId() + "/" + review.getEventId(),
                name,
                review.getEventTime(),
                of.getReferralId(),
                of.getAdvocateId(),
                of.getProgramId(),
                review.getEventId());
    }

    private static List<SpecificRecord> read(Collection<? extends SpecificRecord> rows) {
        return rows.stream()
                .filter(row -> READ.contains(TableKeys.table(row)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Puts rows in place of all that are there, as of the present, and asks SQL what the views must show of them. */
    private void store(List<SpecificRecord> rows) {
        try {
            for (String table : READ) {
                warehouse.truncate(table);
            }
            warehouse.insert(rows);
            execute("TRUNCATE TABLE milepost_store.progress");
            execute("INSERT INTO milepost_store.progress (stage, subtask, watermark, revision) VALUES ('warehouse', 0,"
                    + " fromUnixTimestamp64Milli(" + present.toEpochMilli() + "), 1)");
        } catch (ClickHouseFailure e) {
            throw new AssertionError("Rows were refused", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FunnelSql.steps(activations).forEach(this::execute);
        stored = rows;
        expected = answers(FunnelSql::expected);
    }

    private List<SpecificRecord> answers(Function<FunnelSql, String> queries) {
        return views.stream()
                .flatMap(view -> query(queries.apply(view)).stream().map(view::row))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private void execute(String sql) {
        try {
            warehouse.client().execute(sql);
        } catch (ClickHouseFailure e) {
            throw new AssertionError(sql, e);
        }
    }

    private List<Map<String, String>> query(String sql) {
        try {
            return warehouse.client().query(sql);
        } catch (ClickHouseFailure e) {
            throw new AssertionError(sql, e);
        }
    }

    @Override
    public Collection<? extends SpecificRecord> shown(Collection<? extends SpecificRecord> rows) {
        List<SpecificRecord> found = read(rows);
        if (!Differences.between(stored, found).isEmpty()) {
            store(found);
        }
        List<SpecificRecord> shown = answers(FunnelSql::shown);
        requireSame(expected, shown, "By the rows of the run itself");
        return shown;
    }

    /** What stems from no ask and no reward is the same in all runs of a seed. */
    @Override
    public void check(SeededLog log, Collection<? extends SpecificRecord> rows) {
        List<SpecificRecord> facts = new ArrayList<>();
        rows.stream().filter(row -> !decisions().contains(TableKeys.table(row))).forEach(facts::add);
        List<SpecificRecord> before = first.putIfAbsent(log.seed(), facts);
        if (before != null) {
            requireSame(before, facts, "By another run of seed " + log.seed());
        }
    }

    private static void requireSame(List<SpecificRecord> expected, List<SpecificRecord> found, String against) {
        Differences differences = Differences.between(expected, found);
        if (!differences.isEmpty()) {
            throw new AssertionError(
                    against + ": " + DifferenceReport.text(differences, List.of(), "the run", "this test"));
        }
    }

    /** Fails where what could be wrong did not occur in any seed; of one seed alone it need not. */
    void requireOccurred(List<String> cases) {
        for (String each : cases) {
            if (occurred.getOrDefault(each, 0L) == 0) {
                throw new AssertionError("The seeds lack " + each + ": " + occurred);
            }
        }
    }

    @Override
    public Set<String> tables() {
        return named(Arrays.stream(FunnelSql.values()));
    }

    @Override
    public Set<String> decisions() {
        return named(Arrays.stream(FunnelSql.values()).filter(FunnelSql::isDecided));
    }

    private static Set<String> named(Stream<FunnelSql> views) {
        return views.map(FunnelSql::table).collect(Collectors.toCollection(TreeSet::new));
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
