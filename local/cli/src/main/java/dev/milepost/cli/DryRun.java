package dev.milepost.cli;

import dev.milepost.attribution.AttributionSettings;
import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.pipeline.Generations;
import dev.milepost.pipeline.PipelineRun;
import dev.milepost.programs.Antedating;
import dev.milepost.programs.LongestWindow;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.EventSpool;
import dev.milepost.runtime.source.FileEventSource;
import dev.milepost.runtime.source.Progress;
import dev.milepost.runtime.source.SpoolBuilder;
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
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What programs would have done with a folder of events. The whole pipeline runs over it, once for the programs and once more
 * for those that they are held against, into a warehouse of its own, which goes when the command ends.
 */
final class DryRun {

    /** Nobody looks before the end, where a checkpoint is made at once: until then they only cost. */
    static final Settings DEFAULTS = Backfill.DEFAULTS.with(LaunchSettings.CHECKPOINT_INTERVAL, Duration.ofMinutes(1));

    /** Those that the figures are of. */
    private static final Set<String> TABLES =
            Set.of("bindings", "journey", "milestones", "asks", "rewards", "ledger", "dead_letters");

    private static final Duration TICK = Duration.ofMillis(200);

    private final Context context;
    private final Terminal terminal;
    private final Order order;

    /**
     * What to do.
     *
     * @param files of programs
     * @param against the file, or folder, whose versions the second run has in place of those of the same programs; null:
     *     there is no second run
     * @param asDeclared no version holds earlier than its file says
     * @param until null: up to the last event
     * @param csv the folder to write into; null: nothing is written
     */
    record Order(
            List<Path> files,
            Path against,
            boolean asDeclared,
            Path events,
            Instant until,
            Path csv,
            ChannelRules channels,
            Settings settings) {}

    /**
     * One run.
     *
     * @param name what its figures are called
     * @param declared the programs as their files have them
     */
    record Side(String name, ProgramCatalog declared) {}

    DryRun(Context context, Order order) {
        this.context = context;
        this.terminal = context.terminal();
        this.order = order;
    }

    /** Runs, prints the figures, and writes the files that were asked for. */
    void run() throws Exception {
        long started = System.nanoTime();
        List<Side> sides = sides();
        StreamFiles found = StreamFiles.in(order.events());
        if (found.files().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "There is no stream file in " + order.events()
                            + ": give a folder with files such as clickstream.jsonl, signups.jsonl, purchases.jsonl.");
        }
        DryRunCsv csv = order.csv() == null ? null : DryRunCsv.into(order.csv());
        context.stop().listen(terminal);
        try (WorkFolder work = context.home().work("dry-run");
                Warehouse warehouse = Warehouse.embedded(work.path().resolve("warehouse"), 0)) {
            EventSpool spool = sort(found, work.path());
            DryRunOutcomes outcomes = new DryRunOutcomes(warehouse.client());
            List<DryRunReport.Run> runs = new ArrayList<>();
            for (Side side : sides) {
                ProgramCatalog programs = holding(side, spool);
                compute(side, programs, spool, warehouse, work.path());
                runs.add(DryRunReport.Run.of(side, programs, warehouse.client(), spool));
                if (csv != null) {
                    csv.writeRows(warehouse.client(), programs.programs(), runs.size() == 1);
                }
                if (order.against() != null) {
                    outcomes.keep(runs.size(), programs.programs());
                }
            }
            if (order.against() != null) {
                outcomes.compare();
            }
            new DryRunNotes(order, spool, found, runs).print(terminal);
            new DryRunReport(terminal, runs, order.against() == null ? null : outcomes).print();
            if (csv != null) {
                csv.writeFigures(runs);
                if (order.against() != null) {
                    csv.writeDifferences(outcomes);
                }
                terminal.say("");
                terminal.say("Written to " + order.csv() + ": " + String.join(", ", csv.written()) + ".");
            }
            took(spool, runs.size(), Duration.ofNanos(System.nanoTime() - started));
        }
    }

    private List<Side> sides() {
        LongestWindow longest = AttributionSettings.longestWindow(order.settings());
        ProgramCatalog own = ProgramFiles.read(order.files(), longest);
        if (order.against() == null) {
            return List.of(new Side(names(own, own.programs()), own));
        }
        ProgramCatalog other = ProgramFiles.read(List.of(order.against()), longest);
        Set<String> strange = new TreeSet<>(other.programs());
        strange.removeAll(own.programs());
        if (!strange.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    order.against() + " is of program " + String.join(", ", strange) + ", and the run is of "
                            + String.join(", ", own.programs())
                            + ": --against takes another version of a program that is run.");
        }
        // Called by what differs, not by what both have.
        Side first = new Side(names(own, other.programs()), own);
        Side second = new Side(names(other, other.programs()), own.with(other));
        return List.of(
                first,
                first.name().equals(second.name())
                        ? new Side(second.name() + " (against)", second.declared())
                        : second);
    }

    /** Labels of the versions of these programs. */
    static String names(ProgramCatalog programs, Set<String> of) {
        return programs.versions().stream()
                .filter(version -> of.contains(version.program()))
                .map(ProgramVersion::label)
                .collect(Collectors.joining(", "));
    }

    /** Programs that arrive are left out: what is asked is what would have been with those of the files alone. */
    private EventSpool sort(StreamFiles found, Path work) throws IOException {
        StreamFiles files = ArchiveSnapshot.isArchive(order.events())
                ? StreamFiles.in(ArchiveSnapshot.of(order.events(), work.resolve("archive")))
                : found;
        EventSpool spool;
        try (SortMeter meter = new SortMeter(terminal)) {
            Progress progress = (phase, done, total) -> {
                endIfWished();
                meter.report(phase, done, total);
            };
            spool = SpoolBuilder.build(
                    files.without(Streams.PROGRAMS),
                    work.resolve("sort"),
                    order.settings(),
                    HashKey.of(context.environment()),
                    order.until(),
                    progress);
        }
        if (spool.events() == 0) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "There is no event in " + order.events() + ": "
                            + (spool.dead() == 0
                                    ? spool.afterUntil() == 0
                                            ? "its files are empty."
                                            : "all records are after --until."
                                    : Text.count(spool.dead(), "record") + " cannot be used " + spool.deadByReason()
                                            + ". A backfill of the folder, and then ./milepost dead-letters list, say why."));
        }
        return spool;
    }

    private ProgramCatalog holding(Side side, EventSpool spool) {
        return order.asDeclared()
                ? side.declared()
                : Antedating.of(side.declared(), Instant.ofEpochMilli(spool.firstMillis()));
    }

    private void compute(Side side, ProgramCatalog programs, EventSpool spool, Warehouse warehouse, Path work)
            throws Exception {
        Generations generations = new Generations(warehouse.client());
        Generations.Taken generation = generations.rebuild("dry run of " + side.name());
        Settings settings = spool.bounded(order.settings());
        Path places = Files.createDirectories(work.resolve("run-" + generation.number()));
        PipelineRun run = new PipelineRun(
                new FileEventSource(spool, settings),
                warehouse.target().in(generation.store()),
                programs,
                order.channels(),
                settings,
                generation.number(),
                Files.createDirectories(places.resolve("spool")).toUri().toString(),
                null);
        long records = spool.events() + spool.dead();
        try (LocalFlink flink = LocalFlink.start(
                        run,
                        env -> run.assemble(env, TABLES),
                        settings.get(LocalSettings.PARALLELISM),
                        new LocalFlink.Places(
                                Files.createDirectories(places.resolve("checkpoints")),
                                Files.createDirectories(places.resolve("flink")),
                                null));
                Meter meter = Meter.of(terminal, "Computing " + side.name(), "records", records)) {
            while (!flink.await(TICK)) {
                endIfWished();
                meter.to(flink.recordsRead());
            }
            meter.to(records);
        }
        generations.complete(generation, "dry run of " + side.name());
        Home.delete(places);
    }

    private void endIfWished() {
        if (context.stop().isWished()) {
            throw new CommandFailure(ExitCode.INTERRUPTED, "Stopped before there were figures. Nothing is left of it.");
        }
    }

    private void took(EventSpool spool, int runs, Duration time) {
        double seconds = Math.max(1, time.toMillis()) / 1000.0;
        terminal.say("");
        terminal.say("Took " + Text.duration(time) + (runs > 1 ? " for both" : "") + ": "
                + Text.number(Math.round(spool.events() * runs / seconds)) + " events/s.");
    }
}
