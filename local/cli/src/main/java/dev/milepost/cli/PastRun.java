package dev.milepost.cli;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.pipeline.Generations;
import dev.milepost.pipeline.PipelineRun;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.EventSpool;
import dev.milepost.runtime.source.FileEventSource;
import dev.milepost.runtime.source.Progress;
import dev.milepost.runtime.source.SpoolBuilder;
import dev.milepost.runtime.source.StreamFile;
import dev.milepost.runtime.source.StreamFiles;
import dev.milepost.schemas.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The whole pipeline over a folder of past events, into a warehouse that goes when the command ends. Programs that are among the
 * events are left out: what is asked is what would have been with those of the files alone.
 */
final class PastRun {

    /** Nobody looks before the end, where a checkpoint is made at once: until then they only cost. */
    static final Settings DEFAULTS = Backfill.DEFAULTS.with(LaunchSettings.CHECKPOINT_INTERVAL, Duration.ofMinutes(1));

    private static final Duration TICK = Duration.ofMillis(200);

    private final Context context;
    private final Terminal terminal;
    private final Input input;
    private final Path work;
    private int sorts;

    /**
     * What it goes by.
     *
     * @param until null: up to the last event
     * @param program the one whose codes all are taken to be, and of which nothing has been paid; null: codes are whose they are
     */
    record Input(Path events, Instant until, ChannelRules channels, Settings settings, String program) {

        Input(Path events, Instant until, ChannelRules channels, Settings settings) {
            this(events, until, channels, settings, null);
        }

        private UnaryOperator<Event> taken() {
            return program == null ? UnaryOperator.identity() : new CodesOfOneProgram(program);
        }

        /** A payout names a reward, and none of these was given then. */
        private StreamFiles read(StreamFiles files) {
            StreamFiles read = files.without(Streams.PROGRAMS);
            return program == null ? read : read.without(Streams.PAYOUTS);
        }
    }

    /**
     * A run that has not begun.
     *
     * @param work a folder for what is of no use after it
     */
    PastRun(Context context, Input input, Path work) {
        this.context = context;
        this.terminal = context.terminal();
        this.input = input;
        this.work = work;
    }

    /**
     * The stream files of a folder.
     *
     * @throws CommandFailure where there are none
     */
    static StreamFiles files(Path events) throws IOException {
        StreamFiles found = StreamFiles.in(events);
        if (found.files().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "There is no stream file in " + events
                            + ": give a folder with files such as clickstream.jsonl, signups.jsonl, purchases.jsonl.");
        }
        return found;
    }

    /** Sorts the events of these files. */
    EventSpool sort(StreamFiles found) throws IOException {
        return sort(found, List.of());
    }

    /**
     * The same, and those of files from elsewhere.
     *
     * @param more no files of an archive
     */
    EventSpool sort(StreamFiles found, List<StreamFile> more) throws IOException {
        // Where it has sorted before there is a spool, and a snapshot of the archive, which is of a time.
        Path sorted = work.resolve("sort-" + ++sorts);
        StreamFiles own = ArchiveSnapshot.isArchive(input.events())
                ? StreamFiles.in(ArchiveSnapshot.of(input.events(), sorted.resolve("archive")))
                : found;
        List<StreamFile> all = new ArrayList<>(own.files());
        all.addAll(more);
        StreamFiles files = new StreamFiles(all, own.ignored());
        EventSpool spool;
        try (SortMeter meter = new SortMeter(terminal)) {
            Progress progress = (phase, done, total) -> {
                endIfWished();
                meter.report(phase, done, total);
            };
            spool = SpoolBuilder.build(
                    input.read(files),
                    sorted.resolve("spool"),
                    context.home().erasing(input.settings()),
                    HashKey.of(context.environment()),
                    input.until(),
                    input.taken(),
                    progress);
        }
        if (spool.events() == 0) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT, "There is no event in " + input.events() + ": " + whyNone(spool));
        }
        return spool;
    }

    private static String whyNone(EventSpool spool) {
        if (spool.dead() > 0) {
            return Text.count(spool.dead(), "record") + " cannot be used (" + Text.tally(spool.deadByReason())
                    + "). A backfill of the folder, and then ./milepost dead-letters list, say why.";
        }
        return spool.afterUntil() == 0 ? "its files are empty." : "all records are after --until.";
    }

    /**
     * Computes what comes of the events, and shows it in the warehouse in place of what it showed before.
     *
     * @param name what is computed, for the person who waits
     * @param tables those that are written
     */
    void compute(String name, ProgramCatalog programs, EventSpool spool, Warehouse warehouse, Set<String> tables)
            throws Exception {
        Generations generations = new Generations(warehouse.client());
        Generations.Taken generation = generations.rebuild(name);
        Settings settings = spool.bounded(input.settings());
        Path places = Files.createDirectories(work.resolve("run-" + generation.number()));
        PipelineRun run = new PipelineRun(
                new FileEventSource(spool, settings),
                warehouse.target().in(generation.store()),
                programs,
                input.channels(),
                settings,
                generation.number(),
                FlinkPaths.address(Files.createDirectories(places.resolve("spool"))),
                null);
        long records = spool.events() + spool.dead();
        try (LocalFlink flink = LocalFlink.start(
                        run,
                        env -> run.assemble(env, tables),
                        settings.get(LocalSettings.PARALLELISM),
                        new LocalFlink.Places(
                                Files.createDirectories(places.resolve("checkpoints")),
                                Files.createDirectories(places.resolve("flink")),
                                null));
                Meter meter = Meter.of(terminal, "Computing " + name, "records", records)) {
            while (!flink.await(TICK)) {
                endIfWished();
                meter.to(flink.recordsRead());
            }
            meter.to(records);
        }
        generations.complete(generation, name);
        Home.delete(places);
    }

    private void endIfWished() {
        if (context.stop().isWished()) {
            throw new CommandFailure(ExitCode.INTERRUPTED, "Stopped before there were figures. Nothing is left of it.");
        }
    }
}
