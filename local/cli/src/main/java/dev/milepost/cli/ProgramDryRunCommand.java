package dev.milepost.cli;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.programs.ProgramFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "dry-run",
        description =
                "Say what a program would have done with events of the past: whom it asks, what it gives, what it costs.",
        footer = {
            "",
            "Examples:",
            "  ./milepost program dry-run spring.yaml --events export",
            "  ./milepost program dry-run spring.yaml --events export --all-codes",
            "  ./milepost program dry-run spring-2.yaml --against spring-1.yaml --events export --csv figures",
            "  ./milepost program dry-run programs --events .milepost/data/archive --until 2026-12-31T00:00:00Z",
            "",
            "The folder is one that backfill takes. Everything is computed as the pipeline would, in a warehouse of its own that "
                    + "is deleted at the end: no warehouse and no topic changes. The first version of each program is taken to hold "
                    + "from the first event on. Time ends with the last event, or with --until; what is held then is still held.",
            "",
            "Columns of cost: earned, less paid, expired, voided and reversed, is what is owed more at the month's end; months are "
                    + "those of the program's timezone. Released is what of it may be paid from then on. Several files run together: "
                    + "cooldowns and quotas count the asks of all."
        })
final class ProgramDryRunCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Program files, or folders that hold them.")
    private List<Path> files;

    @Option(names = "--events", required = true, paramLabel = "DIR", description = "The folder of stream files.")
    private Path events;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description =
                    "Another version: it is run too, in place of the first, and each figure has their difference.")
    private Path against;

    @Option(
            names = "--as-declared",
            description = "Each version holds from its valid_from on, even if that is after the first event.")
    private boolean asDeclared;

    @Option(
            names = "--all-codes",
            description =
                    "Take every code as one of this program, to see what it would have made of the referrals of all:"
                            + " codes of the past are of the programs of the past.")
    private boolean allCodes;

    @Option(
            names = "--until",
            paramLabel = "INSTANT",
            description = "The end of time: later events are counted, not read. By default the last event's time.")
    private Instant until;

    @Option(
            names = "--csv",
            paramLabel = "DIR",
            description =
                    "A folder to write CSV files into: people, milestones, rewards, cost, summary, and who differs.")
    private Path csv;

    @Option(
            names = "--save",
            description =
                    "Keep the figures for the console: each program's page shows them, with their date and what they rest on, until the "
                            + "next such run of the same version.")
    private boolean save;

    @Option(
            names = "--channels",
            paramLabel = "FILE",
            description = "A YAML file of channel rules instead of those that come with Milepost.")
    private Path channels;

    @Mixin
    private SettingOptions options;

    ProgramDryRunCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        DryRun.Order order = new DryRun.Order(
                files,
                against,
                asDeclared,
                allCodes,
                events,
                until,
                csv,
                save,
                channels == null ? ChannelRules.shipped() : ChannelRules.read(channels),
                options.settings(PastRun.DEFAULTS));
        try {
            new DryRun(context, order).run();
            return ExitCode.OK;
        } catch (ProgramFileException e) {
            e.problems().forEach(context.terminal()::tell);
            context.terminal().tell(Text.count(e.problems().size(), "problem") + ". Nothing was run.");
            return ExitCode.REFUSED_INPUT;
        }
    }
}
