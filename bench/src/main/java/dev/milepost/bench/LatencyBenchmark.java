package dev.milepost.bench;

import dev.milepost.bench.job.Checkpoint;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * How long after an event is due its row is visible, in commit intervals, at half of the rate at which the same process,
 * with the same commit interval, has read a backlog just before: so it is warm, and has a day's events in its state.
 */
final class LatencyBenchmark implements Benchmark {

    private static final long HIGHEST_MILLIS = 600_000;
    private static final long TICK_MILLIS = 50;
    private static final Duration BACKLOG = Duration.ofMinutes(20);

    /** So long the load runs before it is measured, at least. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private static final Duration MEASURED = Duration.ofSeconds(60);

    /** So many intervals are measured, at least. */
    private static final int INTERVALS = 10;

    /** What was measured at one commit interval. */
    private record Measured(
            Duration interval,
            double saturation,
            long backlogBefore,
            long backlogAfter,
            Histogram latency,
            List<Journey> journeys,
            List<Checkpoint> checkpoints) {

        double intervals(long millis) {
            return (double) millis / interval.toMillis();
        }

        String name() {
            return interval.toSeconds() + " s";
        }
    }

    private record Seen(long dueMillis, long atMillis) {}

    @Override
    public void run(Bench bench, Report report) throws Exception {
        List<Measured> all = new ArrayList<>();
        try (ClickHouseClient client = bench.servers().client()) {
            Warehouse warehouse = new Warehouse(client);
            for (Duration interval : bench.scale().intervals()) {
                all.add(measure(bench, interval, warehouse, new Probes(client)));
            }
        }
        tell(all, report);
    }

    private static Measured measure(Bench bench, Duration interval, Warehouse warehouse, Probes probes)
            throws Exception {
        // What the load of before has left in the topics belongs to no backlog.
        bench.emptyTopics();
        long records = bench.records();
        long generation = warehouse.next();
        try (Live live = new Live(bench, "latency-" + interval.toSeconds(), interval.toMillis())) {
            live.start(generation);
            live.awaitRunning();
            double saturation = saturation(live, records);
            bench.tell(String.format("  commit interval %s: saturation %,.0f events/s", interval, saturation));
            List<Seen> seen = new ArrayList<>();
            try (OpenLoad load = OpenLoad.start(bench.servers().kafka(), saturation / 2, 11)) {
                probes.watch(System.currentTimeMillis() + longer(WARM_UP, interval, INTERVALS / 2), (due, at) -> {});
                long backlogBefore = records + load.sent() - live.read();
                long start = System.currentTimeMillis();
                probes.watch(start + longer(MEASURED, interval, INTERVALS), (due, at) -> seen.add(new Seen(due, at)));
                long backlogAfter = records + load.sent() - live.read();
                List<Checkpoint> checkpoints = live.checkpoints();
                Histogram latency = new Histogram(HIGHEST_MILLIS, 3);
                seen.forEach(probe -> latency.recordValue(probe.atMillis() - probe.dueMillis()));
                return new Measured(
                        interval,
                        saturation,
                        Math.max(0, backlogBefore),
                        Math.max(0, backlogAfter),
                        latency,
                        seen.stream()
                                .map(probe -> Journey.of(probe.dueMillis(), probe.atMillis(), checkpoints))
                                .flatMap(Optional::stream)
                                .toList(),
                        checkpoints.stream()
                                .filter(each -> each.triggeredMillis() >= start)
                                .toList());
            }
        }
    }

    private static long longer(Duration least, Duration interval, int times) {
        return Math.max(least.toMillis(), interval.toMillis() * times);
    }

    /** Events a second by the clock over the second half of a backlog; the first warms up. */
    private static double saturation(Live live, long records) throws Exception {
        long end = System.nanoTime() + BACKLOG.toNanos();
        long half = 0;
        long halfNanos = 0;
        for (long read = 0; read < records; read = live.read()) {
            if (half == 0 && read >= records / 2) {
                half = read;
                halfNanos = System.nanoTime();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Of a backlog of " + records + " records only " + read
                        + " were read within " + BACKLOG.toMinutes() + " minutes");
            }
            Thread.sleep(TICK_MILLIS);
        }
        return (records - half) * 1e9 / (System.nanoTime() - halfNanos);
    }

    private static void tell(List<Measured> all, Report report) {
        Report.Table latency = report.table(
                "latency",
                "From the time an event is due to its visible row, open loop at half of saturation, which is what the same"
                        + " process has read of a backlog just before, at the same commit interval: milliseconds (commit"
                        + " intervals).",
                "commit interval",
                "saturation, events/s",
                "load, events/s",
                "backlog before – after",
                "probes",
                "median",
                "p90",
                "p99",
                "greatest");
        Report.Table parts = report.table(
                "latency, where it goes",
                "Milliseconds, means: until the event's checkpoint begins, that checkpoint, until the next begins, the next,"
                        + " and its commit until the row is seen.",
                "commit interval",
                "to the barrier",
                "its checkpoint",
                "hold",
                "the next checkpoint",
                "commit",
                "all");
        Report.Table checkpoints = report.table(
                "latency, checkpoints",
                "Of those begun in the time measured: means; what tasks take is the greatest of any task's.",
                "commit interval",
                "checkpoints",
                "ms from one to the next",
                "ms each",
                "start delay",
                "alignment",
                "sync",
                "async",
                "MB");
        for (Measured each : all) {
            tellLatency(each, latency);
            tellParts(each, parts);
            tellCheckpoints(each, checkpoints);
        }
    }

    private static void tellLatency(Measured measured, Report.Table table) {
        Histogram latency = measured.latency();
        table.row(
                measured.name(),
                String.format("%,.0f", measured.saturation()),
                String.format("%,.0f", measured.saturation() / 2),
                String.format("%,d – %,d", measured.backlogBefore(), measured.backlogAfter()),
                String.format("%,d", latency.getTotalCount()),
                figure(measured, latency.getValueAtPercentile(50)),
                figure(measured, latency.getValueAtPercentile(90)),
                figure(measured, latency.getValueAtPercentile(99)),
                figure(measured, latency.getMaxValue()));
    }

    private static String figure(Measured measured, long millis) {
        return String.format("%,d (%.2f)", millis, measured.intervals(millis));
    }

    private static void tellParts(Measured measured, Report.Table table) {
        List<Journey> journeys = measured.journeys();
        table.row(
                measured.name(),
                mean(journeys, Journey::barrierMillis),
                mean(journeys, Journey::ownMillis),
                mean(journeys, Journey::holdMillis),
                mean(journeys, Journey::nextMillis),
                mean(journeys, Journey::commitMillis),
                mean(journeys, Journey::allMillis));
    }

    private static void tellCheckpoints(Measured measured, Report.Table table) {
        List<Checkpoint> all = measured.checkpoints();
        double apart = all.size() < 2
                ? Double.NaN
                : (double) (all.get(all.size() - 1).triggeredMillis()
                                - all.get(0).triggeredMillis())
                        / (all.size() - 1);
        table.row(
                measured.name(),
                all.size(),
                String.format("%,.0f", apart),
                mean(all, each -> each.completeMillis() - each.triggeredMillis()),
                mean(all, Checkpoint::startDelayMillis),
                mean(all, Checkpoint::alignmentMillis),
                mean(all, Checkpoint::syncMillis),
                mean(all, Checkpoint::asyncMillis),
                String.format(
                        "%.1f",
                        all.stream().mapToLong(Checkpoint::bytes).average().orElse(0) / 1e6));
    }

    private static <T> String mean(List<T> all, ToLongFunction<T> figure) {
        return String.format("%,.0f", all.stream().mapToLong(figure).average().orElse(Double.NaN));
    }
}
