package dev.milepost.cli;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.attribution.program.ProgramCatalog;
import dev.milepost.pipeline.Generations;
import dev.milepost.pipeline.PipelineRun;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.EventSpool;
import dev.milepost.runtime.source.FileEventSource;
import dev.milepost.runtime.source.Progress;
import dev.milepost.runtime.source.SpoolBuilder;
import dev.milepost.runtime.source.StreamFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A bounded run of the pipeline over a folder of stream files, into a generation of its own. */
final class Backfill {

    /** Unlike a live job, one that reads files fails for good: it would meet the same line again. */
    static final Settings DEFAULTS = Settings.defaults().with(LaunchSettings.RESTART_ATTEMPTS, 3);

    private static final Duration TICK = Duration.ofMillis(200);

    private final Context context;
    private final Terminal terminal;
    private final Order order;

    /**
     * What to do.
     *
     * @param until null: up to the last event
     * @param server null: the embedded engine
     * @param folder the embedded engine's; null: the home's own
     */
    record Order(
            Path events,
            Instant until,
            ProgramCatalog programs,
            ChannelRules channels,
            Settings settings,
            PipelineRun.Warehouse server,
            Path folder) {}

    Backfill(Context context, Order order) {
        this.context = context;
        this.terminal = context.terminal();
        this.order = order;
    }

    /** Runs to the end, prints the summary, and gives it. */
    BackfillSummary run() throws Exception {
        long started = System.nanoTime();
        PersonalData personalData = HashKey.of(context.environment());
        StreamFiles files = StreamFiles.in(order.events());
        if (files.files().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "There is no stream file in " + order.events()
                            + ": give a folder with files such as clickstream.jsonl, signups.jsonl, purchases.jsonl.");
        }
        Path work = context.home().work("backfill");
        try (Warehouse warehouse = open()) {
            EventSpool spool = sort(files, work, personalData);
            Shown shown = new Shown(warehouse.client());
            shown.refuseFewer(spool, order);
            Generations generations = new Generations(warehouse.client());
            long generation = generations.take("backfill of " + order.events());
            compute(warehouse, spool, generation, work);
            shown.refuseHidden(generation, order);
            generations.complete(generation, "backfill of " + order.events());
            context.home().remember(warehouse.name());
            BackfillSummary summary = BackfillSummary.of(warehouse, spool, generation);
            summary.print(terminal, Duration.ofNanos(System.nanoTime() - started));
            return summary;
        } finally {
            Home.delete(work);
        }
    }

    private Warehouse open() {
        if (order.server() != null) {
            return Warehouse.server(order.server());
        }
        Path folder = order.folder() == null ? context.home().warehouse() : order.folder();
        return Warehouse.embedded(folder, order.settings().get(LocalSettings.CLICKHOUSE_PORT));
    }

    private EventSpool sort(StreamFiles files, Path work, PersonalData personalData) {
        try (SortMeter meter = new SortMeter(terminal)) {
            return SpoolBuilder.build(
                    files, work.resolve("sort"), order.settings(), personalData, order.until(), meter);
        }
    }

    private void compute(Warehouse warehouse, EventSpool spool, long generation, Path work) throws Exception {
        Settings settings = spool.bounded(order.settings());
        PipelineRun run = new PipelineRun(
                new FileEventSource(spool, settings),
                warehouse.target(),
                order.programs(),
                order.channels(),
                settings,
                generation,
                Files.createDirectories(work.resolve("spool")).toUri().toString());
        LocalFlink.Places places = new LocalFlink.Places(
                Files.createDirectories(work.resolve("checkpoints")),
                Files.createDirectories(work.resolve("flink")),
                null);
        long records = spool.events() + spool.dead();
        try (LocalFlink flink = LocalFlink.start(run, settings.get(LocalSettings.PARALLELISM), places);
                Meter meter = Meter.of(terminal, "Computing", "records", records)) {
            while (!flink.await(TICK)) {
                meter.to(flink.recordsRead());
            }
            meter.to(records);
        }
    }

    /** The two phases of sorting, one bar each. */
    private static final class SortMeter implements Progress, AutoCloseable {

        private final Terminal terminal;
        private String phase = "";
        private Meter meter;

        SortMeter(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public void report(String newPhase, long done, long total) {
            if (!newPhase.equals(phase)) {
                close();
                phase = newPhase;
                meter = phase.equals("reading")
                        ? Meter.ofBytes(terminal, "Reading", total)
                        : Meter.of(terminal, "Sorting", "records", total);
            }
            meter.to(done);
        }

        @Override
        public void close() {
            if (meter != null) {
                meter.close();
            }
        }
    }

    /** What the warehouse shows to those who query it, held against what a run has read. */
    private record Shown(ClickHouseClient client) {

        /** Cheap, and before anything is written: a stream of which more is shown than was read cannot be whole. */
        void refuseFewer(EventSpool spool, Order order) throws ClickHouseFailure {
            StringBuilder lacking = new StringBuilder();
            for (Map<String, String> row :
                    client.query("SELECT stream, count() AS shown FROM milepost.events GROUP BY stream")) {
                long read = spool.eventsByStream().getOrDefault(row.get("stream"), 0L);
                long now = Long.parseLong(row.get("shown"));
                if (now > read) {
                    lacking.append("\n  ")
                            .append(row.get("stream"))
                            .append(": the warehouse shows ")
                            .append(Text.number(now))
                            .append(", the folder has ")
                            .append(Text.number(read))
                            .append(spool.afterUntil() > 0 ? " up to --until" : "");
                }
            }
            if (!lacking.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.FIGURES_DIFFER,
                        "The warehouse shows events that " + order.events() + " lacks, and a backfill would hide them:"
                                + lacking + "\nNothing was written. Put the files of all events into the folder, or"
                                + " backfill into another warehouse (--warehouse DIR).");
            }
        }

        /** Exact, before the floor is set: an event that was read again carries the new generation. */
        void refuseHidden(long generation, Order order) throws ClickHouseFailure {
            StringBuilder hidden = new StringBuilder();
            String sql = "SELECT stream, count() AS old, min(event_time) AS first, max(event_time) AS last"
                    + " FROM milepost.events WHERE revision < " + BackfillSummary.firstRevision(generation)
                    + " GROUP BY stream ORDER BY stream";
            for (Map<String, String> row : client.query(sql)) {
                hidden.append("\n  ")
                        .append(row.get("stream"))
                        .append(": ")
                        .append(Text.count(Long.parseLong(row.get("old")), "event"))
                        .append(" between ")
                        .append(row.get("first"))
                        .append(" and ")
                        .append(row.get("last"));
            }
            if (!hidden.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.FIGURES_DIFFER,
                        "The warehouse shows events that " + order.events() + " lacks:" + hidden
                                + "\nSo this backfill was not declared complete: its rows are in, beside those of the"
                                + " events above, and nothing is hidden. Run it again over a folder with all events, or"
                                + " into another warehouse (--warehouse DIR).");
            }
        }
    }
}
