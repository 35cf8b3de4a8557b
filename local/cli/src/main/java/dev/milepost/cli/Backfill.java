package dev.milepost.cli;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.pipeline.Generations;
import dev.milepost.pipeline.PipelineRun;
import dev.milepost.pipeline.PipelineSettings;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.EventSpool;
import dev.milepost.runtime.source.FileEventSource;
import dev.milepost.runtime.source.StreamFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A bounded run of the pipeline over a folder of stream files, into a generation of its own. */
final class Backfill {

    /** Unlike a live job, one that reads files fails for good: it would meet the same line again. */
    static final Settings DEFAULTS = Settings.defaults().with(LaunchSettings.RESTART_ATTEMPTS, 3);

    private static final Duration TICK = Duration.ofMillis(200);

    private final Context context;
    private final Terminal terminal;
    private final Order order;

    /** The stopped job that goes on from the rebuild; null where there is none. */
    private final ClusterRebuild cluster;

    /** The running stack that serves the warehouse; null where none does. */
    private StackRebuild serving;

    private boolean handedOver;

    /** Where the state of the rebuild is, until somebody goes on from it; null before and after. */
    private Path unclaimed;

    private Path state;

    /**
     * What to do.
     *
     * @param until null: up to the last event
     * @param server null: the embedded engine
     * @param folder the embedded engine's; null: the home's own
     * @param replace whether events that are shown may be hidden, where the folder lacks them
     * @param stopped what the person says of a job on a cluster that wrote to the server
     * @param erased null: one that erases nobody who was not erased before
     */
    record Order(
            Path events,
            boolean replace,
            StoppedJobOptions.Stopped stopped,
            Instant until,
            ProgramCatalog programs,
            ChannelRules channels,
            Settings settings,
            PipelineRun.Warehouse server,
            Path folder,
            Erased erased) {}

    /**
     * A user whom the settings' list erases and the warehouse shows.
     *
     * @param shown what may be hidden: their events
     * @param acceptsMoney whether the ledger may become another
     */
    record Erased(Shown.Hideable shown, boolean acceptsMoney) {}

    /**
     * One that begins with {@link #run}.
     *
     * @throws CommandFailure where a job on a cluster could not go on from it
     */
    Backfill(Context context, Order order) {
        this.context = context;
        this.terminal = context.terminal();
        this.order = order;
        this.cluster = ClusterRebuild.of(order);
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
        Unread.refuse(files.files(), PipelineSettings.unread(order.settings()));
        try (WorkFolder folder = context.home().work("backfill")) {
            return run(files, personalData, folder.path(), started);
        } catch (Exception e) {
            if (Failures.exitCode(e) == ExitCode.FAILURE) {
                requireServed(e);
            }
            throw e;
        } finally {
            if (unclaimed != null) {
                Home.delete(unclaimed);
            }
        }
    }

    /** The folder of the state that a job on a cluster goes on from, once what was computed is shown; else null. */
    Path state() {
        return state;
    }

    private BackfillSummary run(StreamFiles files, PersonalData personalData, Path work, long started)
            throws Exception {
        StackRebuild onFolder = order.server() == null ? onFolder() : null;
        // A warehouse that is there is locked first; one that is not is not made for input that is then refused.
        BackfillInput.Folder found = new BackfillInput.Folder(files, personalData, work);
        BackfillInput early =
                order.server() == null && !Files.exists(folder()) ? BackfillInput.of(order, found, terminal) : null;
        try (Warehouse warehouse = open(onFolder);
                ClickHouseClient patient = warehouse.patient()) {
            Generations generations = new Generations(warehouse.client());
            StackRebuild stack = order.server() == null ? onFolder : onServer(generations);
            Successor successor = stack == null ? cluster : stack;
            Idle idle = order.server() == null || stack != null
                    ? null
                    : Idle.require(
                            warehouse.client(), generations, order.stopped().isSaid());
            Generations.Taken generation = generations.rebuild("backfill of " + order.events());
            // Before the files are looked at: what is shown by now is in them, if it is anywhere.
            BackfillJudge judge = BackfillJudge.mark(order, patient, generation, terminal);
            BackfillInput input = early == null ? BackfillInput.of(order, found, terminal) : early;
            judge.refuseFewer(input.spool());
            Path savepoint = compute(warehouse, input, generation, work, successor);
            judge.judge(found.source(order), successor != null);
            Idle.refuseAnother(generations, generation);
            if (idle != null) {
                idle.requireStill();
                Idle.refuseAnother(generations, generation);
            }
            show(generations, generation, stack, savepoint, found.archive());
            // Not where a running stack serves it, which is gone with the stack.
            context.home()
                    .remember(
                            order.server() == null
                                    ? folder().toAbsolutePath().normalize().toString()
                                    : warehouse.name());
            BackfillSummary summary = BackfillSummary.of(warehouse, input.spool(), generation.number());
            summary.print(terminal, Duration.ofNanos(System.nanoTime() - started));
            if (cluster != null) {
                cluster.tell(generation, savepoint, terminal);
            }
            return summary;
        }
    }

    /** The embedded engine's. */
    private Path folder() {
        return order.folder() == null ? context.home().warehouse() : order.folder();
    }

    private StackRebuild onFolder() throws IOException {
        StackRebuild stack = StackRebuild.ofFolder(folder(), context.home()).orElse(null);
        if (stack != null) {
            stack.require(order);
        }
        return stack;
    }

    /** The stack of this home, where it is the one that wrote to the server last. */
    private StackRebuild onServer(Generations generations) throws IOException, ClickHouseFailure {
        StackRebuild stack = StackRebuild.ofServer(order.server().url().toString(), context.home())
                .orElse(null);
        Optional<Generations.Writer> writer = generations.writer();
        if (stack == null || writer.isEmpty() || !stack.hasWritten(writer.get())) {
            return null;
        }
        stack.require(order);
        return stack;
    }

    /** Puts what was computed in the place of what is shown; a running stack does so itself, once it has caught up. */
    private void show(
            Generations generations, Generations.Taken generation, StackRebuild stack, Path savepoint, Path archive)
            throws Exception {
        if (stack == null) {
            generations.end(generation, "backfill of " + order.events());
            if (cluster != null) {
                cluster.handOver(generation, savepoint, archive, order.erased() != null);
            }
        } else {
            unclaimed = null;
            stack.handOver(generation, savepoint, archive, order.erased() != null);
            handedOver = true;
            if (stack.isRunning()) {
                terminal.tell("Computed. The running stack goes over to it as soon as it has caught up …");
                stack.await(generations, generation);
                serving = null;
                return;
            }
        }
        // From one moment to the next, everything that is shown is of the new generation.
        generations.complete(generation, "backfill of " + order.events());
        state = unclaimed;
        unclaimed = null;
        generations.emptyHidden();
    }

    /** The stack's own server where the folder is that of a running stack. */
    private Warehouse open(StackRebuild onFolder) throws IOException {
        if (order.server() != null) {
            return Warehouse.server(order.server());
        }
        Optional<RunFile> running = onFolder == null ? Optional.empty() : onFolder.running();
        if (running.isPresent()) {
            serving = onFolder;
            return Warehouse.server(
                    new PipelineRun.Warehouse(ClickHouseUrl.parse(running.get().clickhouse()), "default", ""));
        }
        return Warehouse.embedded(folder(), order.settings().get(LocalSettings.CLICKHOUSE_PORT));
    }

    /**
     * Runs the pipeline over the spool.
     *
     * @return the state at its end, for who goes on from it; else null
     */
    private Path compute(
            Warehouse warehouse, BackfillInput input, Generations.Taken generation, Path work, Successor successor)
            throws Exception {
        boolean ends = successor == null;
        unclaimed = cluster == null ? null : cluster.begin(generation);
        EventSpool spool = input.spool();
        Settings settings = ends ? spool.bounded(order.settings()) : order.settings();
        PipelineRun run = new PipelineRun(
                ends ? new FileEventSource(spool, settings) : FileEventSource.withoutEnd(spool, settings),
                warehouse.target().in(generation.store()),
                input.programs(),
                order.channels(),
                settings,
                generation.number(),
                FlinkPaths.address(ends ? Files.createDirectories(work.resolve("spool")) : successor.spool(generation)),
                null);
        LocalFlink.Places places = new LocalFlink.Places(
                Files.createDirectories(work.resolve("checkpoints")),
                Files.createDirectories(work.resolve("flink")),
                null,
                null,
                !ends);
        long records = spool.events() + spool.dead();
        try (LocalFlink flink = LocalFlink.start(run, settings.get(LocalSettings.PARALLELISM), places);
                Meter meter = Meter.of(terminal, "Computing", "records", records)) {
            while (!flink.await(TICK)) {
                requireServed(null);
                meter.to(flink.recordsRead());
                if (!ends && flink.recordsRead() == records) {
                    Path savepoints = successor.savepoints(generation);
                    unclaimed = savepoints;
                    return stop(() -> successor.stop(flink, savepoints));
                }
            }
            meter.to(records);
        }
        return null;
    }

    /** Ends the job with its state in a folder. Without the warehouse it would not end for a minute. */
    private Path stop(Callable<Path> stop) throws Exception {
        FutureTask<Path> stopping = new FutureTask<>(stop);
        Thread stopper = new Thread(stopping, "backfill-stop");
        stopper.setDaemon(true);
        stopper.start();
        while (true) {
            try {
                return stopping.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                requireServed(null);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    /** With what has failed, if anything has. */
    private void requireServed(Exception failure) throws IOException {
        if (serving != null && !serving.isRunning()) {
            throw serving.stopped(handedOver, failure);
        }
    }
}
