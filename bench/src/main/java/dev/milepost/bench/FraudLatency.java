package dev.milepost.bench;

import dev.milepost.bench.job.Variant;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How long after a reviewer approves a case the entry of its reward that says RELEASED is visible, in commit intervals, while
 * people's events come at a low rate: the pipeline judges the referrals itself, and reviews are of its cases.
 */
final class FraudLatency implements Benchmark {

    private static final long HIGHEST_MILLIS = 600_000;
    private static final long POLL_MILLIS = 50;
    private static final int LOAD = 2_000;
    private static final int CASES = 200;

    /** Between two reviews: no part of a commit interval, so that they come at any time of one. */
    private static final Duration APART = Duration.ofMillis(370);

    /** For cases to be opened, and for rewards to be released. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String OF_PROGRAM = " WHERE program_id = '" + ReviewedCases.PROGRAM + "'";

    /** A case as a reviewer sees it. */
    private record Case(String id, String advocate, long version) {}

    @Override
    public void run(Bench bench, Report report) throws Exception {
        Report.Table table = report.table(
                "fraud: from a decision to its reward",
                String.format(
                        "From a review (APPROVE) as it is sent to the visible entry RELEASED of its reward, one of %d cases every %d ms"
                                + " beside %,d events a second: milliseconds (commit intervals). Promised are the out-of-orderness, a tick"
                                + " and two commit intervals.",
                        CASES, APART.toMillis(), LOAD),
                "commit interval",
                "cases",
                "median",
                "p90",
                "p99",
                "greatest",
                "promised");
        for (Duration interval : bench.scale().intervals()) {
            Histogram latency = measure(bench, interval);
            table.row(
                    interval.toSeconds() + " s",
                    latency.getTotalCount(),
                    figure(latency.getValueAtPercentile(50), interval),
                    figure(latency.getValueAtPercentile(90), interval),
                    figure(latency.getValueAtPercentile(99), interval),
                    figure(latency.getMaxValue(), interval),
                    figure(promisedMillis(interval), interval));
        }
    }

    /** By what reviewers are told: event time goes on behind the latest event, by ticks where there is none. */
    private static long promisedMillis(Duration interval) {
        return Settings.defaults()
                .get(IngestSettings.OUT_OF_ORDERNESS)
                .plus(OpenLoad.TICK)
                .plus(interval.multipliedBy(2))
                .toMillis();
    }

    private static String figure(long millis, Duration interval) {
        return String.format("%,d (%.2f)", millis, (double) millis / interval.toMillis());
    }

    private static Histogram measure(Bench bench, Duration interval) throws Exception {
        String name = "fraud-latency-" + interval.toSeconds();
        Path programs = ReviewedCases.program(bench.folder().resolve(name + "-programs"));
        bench.emptyTopics();
        try (ClickHouseClient client = bench.servers().client();
                ReviewedCases people = new ReviewedCases(bench.servers().kafka());
                Live live = new Live(bench, name, Variant.FRAUD_CHANGES, programs, interval.toMillis())) {
            live.start(new Warehouse(client).next());
            live.awaitRunning();
            try (OpenLoad load = OpenLoad.start(bench.servers().kafka(), LOAD, 11)) {
                people.play(CASES);
                List<Case> cases = awaitCases(client, interval);
                bench.tell(String.format("  commit interval %s: %d cases are open", interval, cases.size()));
                return review(client, people, cases);
            }
        }
    }

    /** Waits until all rewards are held, all cases are open, and for four intervals nothing has become of them. */
    private static List<Case> awaitCases(ClickHouseClient client, Duration interval) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long still = System.nanoTime();
        List<Case> before = List.of();
        while (System.nanoTime() < end) {
            List<Case> cases = cases(client);
            if (!cases.equals(before)) {
                still = System.nanoTime();
            } else if (cases.size() == CASES
                    && held(client) == CASES
                    && System.nanoTime() - still > 4 * interval.toNanos()) {
                return cases;
            }
            before = cases;
            Thread.sleep(POLL_MILLIS);
        }
        throw new IllegalStateException("Of " + CASES + " cases only " + before.size() + " were opened, and "
                + held(client) + " rewards held, within " + PATIENCE.toMinutes() + " minutes");
    }

    private static List<Case> cases(ClickHouseClient client) throws ClickHouseFailure {
        List<Case> cases = new ArrayList<>();
        for (Map<String, String> row : client.query("SELECT case_id, advocate_id, version FROM milepost.fraud_cases"
                + OF_PROGRAM + " AND status = 'OPEN' ORDER BY case_id")) {
            cases.add(new Case(row.get("case_id"), row.get("advocate_id"), Long.parseLong(row.get("version"))));
        }
        return cases;
    }

    private static long held(ClickHouseClient client) throws ClickHouseFailure {
        return Long.parseLong(client.query("SELECT uniqExact(beneficiary_id) AS n FROM milepost.ledger" + OF_PROGRAM
                        + " AND step = 'HELD'")
                .get(0)
                .get("n"));
    }

    /** Reviews them one after the other, whatever becomes of them, and looks for their rewards meanwhile. */
    private static Histogram review(ClickHouseClient client, ReviewedCases people, List<Case> cases) throws Exception {
        Histogram latency = new Histogram(HIGHEST_MILLIS, 3);
        Map<String, Long> sent = new HashMap<>();
        Reviewers reviewers = new Reviewers(people, cases);
        long end = System.nanoTime() + PATIENCE.toNanos() + cases.size() * APART.toNanos();
        while (latency.getTotalCount() < cases.size()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Of " + cases.size() + " approved rewards only "
                        + latency.getTotalCount() + " were released in time");
            }
            reviewers.due(sent);
            List<Map<String, String>> released =
                    client.query("SELECT beneficiary_id FROM milepost.ledger" + OF_PROGRAM + " AND step = 'RELEASED'");
            long now = System.currentTimeMillis();
            for (Map<String, String> row : released) {
                Long at = sent.remove(row.get("beneficiary_id"));
                if (at != null) {
                    latency.recordValue(now - at);
                }
            }
            Thread.sleep(POLL_MILLIS);
        }
        return latency;
    }

    /** Reviews at fixed times. */
    private static final class Reviewers {

        private final ReviewedCases people;
        private final List<Case> cases;
        private final long start = System.currentTimeMillis();
        private int reviewed;

        Reviewers(ReviewedCases people, List<Case> cases) {
            this.people = people;
            this.cases = cases;
        }

        /** Sends those that are due by now, and notes when, by advocate. */
        void due(Map<String, Long> sent) throws Exception {
            while (reviewed < cases.size() && System.currentTimeMillis() - start >= reviewed * APART.toMillis()) {
                Case each = cases.get(reviewed++);
                sent.put(each.advocate(), people.approve(each.id(), each.advocate(), each.version()));
            }
        }
    }
}
