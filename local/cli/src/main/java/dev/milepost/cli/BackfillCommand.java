package dev.milepost.cli;

import dev.milepost.pipeline.PipelineRun;
import dev.milepost.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "backfill",
        description = "Compute everything from a folder of stream files, in whatever order their lines are.",
        footer = {
            "",
            "Examples:",
            "  ./milepost backfill --events sim",
            "  ./milepost backfill --events export --programs programs",
            "  ./milepost backfill --events export --until 2026-07-01T00:00:00Z",
            "  ./milepost backfill --events .milepost/data/archive        rebuilds the stack's own warehouse",
            "  ./milepost backfill --events /archive --clickhouse-url URL --job-is-stopped --savepoint /state/savepoints",
            "",
            "A file belongs to the stream that its name begins with: purchases.jsonl, purchases-2026-01.jsonl.gz, "
                    + "clickstream.avro. Raw email, ip, device_id and payment_instrument are hashed under MILEPOST_HASH_KEY. "
                    + "A second run over the same folder changes nothing but revision. A backfill is computed beside what the "
                    + "warehouse shows, and takes its place all at once. The archive of a stack is that stack's: without --warehouse "
                    + "its warehouse is rebuilt, and it goes on from there. It refuses to hide an event that is shown and that the "
                    + "folder lacks, or a dead letter whose record an archive lacks; with --replace it does. A job on a cluster is "
                    + "stopped before, and goes on from the state that --savepoint leaves."
        })
final class BackfillCommand implements Callable<Integer> {

    private final Context context;

    @Option(names = "--events", required = true, paramLabel = "DIR", description = "The folder of stream files.")
    private Path events;

    @Option(
            names = "--replace",
            description = "Show what was computed even where it lacks events that the warehouse shows now.")
    private boolean replace;

    @Option(
            names = "--until",
            paramLabel = "INSTANT",
            description = "The end of time: later events are counted, not read. By default the last event's time.")
    private Instant until;

    @Mixin
    private RunOptions run;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private StoppedJobOptions stoppedJob;

    BackfillCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = context.home().erasing(run.settings(Backfill.DEFAULTS));
        PipelineRun.Warehouse server = warehouse.server(context.environment());
        StoppedJobOptions.Stopped stopped = stoppedJob.of(server);
        Path folder = warehouse.folder();
        Optional<StackRebuild> stack = server == null && folder == null
                ? StackRebuild.ofArchive(events, settings, context.home())
                : Optional.empty();
        if (stack.isPresent()) {
            context.terminal()
                    .tell("That is the archive of the stack on " + stack.get().data() + ": rebuilding its warehouse, "
                            + stack.get().warehouse() + " (another: --warehouse DIR).");
            server = stack.get().server(context.environment()).orElse(null);
            folder = server == null ? Path.of(stack.get().warehouse()) : null;
        }
        new Backfill(
                        context,
                        new Backfill.Order(
                                events,
                                replace,
                                stopped,
                                until,
                                run.programs(settings),
                                run.channels(),
                                settings,
                                server,
                                folder,
                                null))
                .run();
        return ExitCode.OK;
    }
}
