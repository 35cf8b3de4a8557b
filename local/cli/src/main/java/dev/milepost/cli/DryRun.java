package dev.milepost.cli;

import dev.milepost.attribution.AttributionSettings;
import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.pipeline.PipelineSettings;
import dev.milepost.programs.Antedating;
import dev.milepost.programs.LongestWindow;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.dryrun.SavedDryRun;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.EventSpool;
import dev.milepost.runtime.source.StreamFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
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

    /** Those that the figures are of. */
    private static final Set<String> TABLES =
            Set.of("bindings", "journey", "milestones", "asks", "rewards", "ledger", "dead_letters");

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
     * @param allCodes whether every code is taken as one of the program, of which there is one then
     * @param save whether the console is to show the figures
     */
    record Order(
            List<Path> files,
            Path against,
            boolean asDeclared,
            boolean allCodes,
            Path events,
            Instant until,
            Path csv,
            boolean save,
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
        String program = order.allCodes() ? onlyProgram(sides.get(0).declared()) : null;
        StreamFiles found = PastRun.files(order.events());
        Unread.refuse(found.files(), PipelineSettings.unread(order.settings()));
        DryRunCsv csv = order.csv() == null ? null : DryRunCsv.into(order.csv());
        context.stop().listen(terminal);
        try (WorkFolder work = context.home().work("dry-run");
                Warehouse warehouse = Warehouse.embedded(work.path().resolve("warehouse"), 0)) {
            PastRun past = new PastRun(
                    context,
                    new PastRun.Input(order.events(), order.until(), order.channels(), order.settings(), program),
                    work.path());
            EventSpool spool = past.sort(found);
            DryRunOutcomes outcomes = new DryRunOutcomes(warehouse.client());
            List<DryRunReport.Run> runs = new ArrayList<>();
            for (Side side : sides) {
                ProgramCatalog programs = holding(side, spool);
                past.compute("dry run of " + side.name(), programs, spool, warehouse, TABLES);
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
            List<String> notes = new DryRunNotes(order, spool, found, runs).lines();
            notes.forEach(terminal::say);
            DryRunReport report = new DryRunReport(terminal, runs, order.against() == null ? null : outcomes);
            report.print();
            if (order.save()) {
                save(report, notes);
            }
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

    private static String onlyProgram(ProgramCatalog programs) {
        if (programs.programs().size() != 1) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--all-codes takes every code as one of the program that is run, and here are "
                            + String.join(", ", programs.programs()) + ": run one at a time.");
        }
        return programs.programs().iterator().next();
    }

    private void save(DryRunReport report, List<String> notes) throws IOException {
        Path folder = context.home().dryRuns();
        for (SavedDryRun saved : report.saved(Clock.systemUTC().instant(), notes)) {
            saved.write(folder);
        }
        terminal.say("");
        terminal.say("Kept in " + folder + " for the console's page of the program.");
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

    private ProgramCatalog holding(Side side, EventSpool spool) {
        return order.asDeclared()
                ? side.declared()
                : Antedating.of(side.declared(), Instant.ofEpochMilli(spool.firstMillis()));
    }

    private void took(EventSpool spool, int runs, Duration time) {
        double seconds = Math.max(1, time.toMillis()) / 1000.0;
        terminal.say("");
        terminal.say("Took " + Text.duration(time) + (runs > 1 ? " for both" : "") + ": "
                + Text.number(Math.round(spool.events() * runs / seconds)) + " events/s.");
    }
}
