package dev.milepost.cli;

import dev.milepost.pipeline.PipelineRun;
import dev.milepost.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "erase",
        description =
                "Erase a user: from the archive, Kafka, the state and every table; money stays to the cent, under a pseudonym.",
        footer = {
            "",
            "Examples:",
            "  ./milepost erase ada --requested-by privacy-desk",
            "  ./milepost erase ada --programs programs               of a stack that was started with them",
            "  ./milepost erase ada --events export --warehouse past  of a warehouse that no stack writes to",
            "  ./milepost erase ada --events /archive --clickhouse-url URL --job-is-stopped --savepoint /state/savepoints --bootstrap kafka:9092",
            "",
            "The stack of .milepost/data is rebuilt from its archive without the user, beside what is shown, and goes"
                    + " over to it; at rest, it runs meanwhile. Give --programs, --channels, --settings and --set as to"
                    + " ./milepost up, and none where it had none: programs that would come into force by it, or be so no"
                    + " more, are refused. At the end every file is searched for the user's ids: exit code 8 where one is"
                    + " found, or where the ledger would not be what it was. Of an unknown user it says so, and records it"
                    + " all the same. Again is no harm: it takes up what a crash has left. From then on whatever names the"
                    + " user is suppressed wherever it comes from. A job on a cluster is stopped before, and started from"
                    + " the state that --savepoint leaves: any other still has the user; by --bootstrap the stream erasures is told. See docs/erasure.md."
        })
final class EraseCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(arity = "0..1", paramLabel = "USER_ID", description = "Who. It is written nowhere.")
    private String user;

    @Option(
            names = "--user-file",
            paramLabel = "FILE",
            description = "A file of which the first line says who, so that no command line or manifest has it.")
    private Path userFile;

    @Option(
            names = "--requested-by",
            paramLabel = "NAME",
            description = "Who answers for it, for the record (default: the name of who is logged in).")
    private String requestedBy = System.getProperty("user.name", "unknown");

    @Option(
            names = "--events",
            paramLabel = "DIR",
            description =
                    "Of a warehouse that no stack writes to: the folder of stream files that it is computed from. An archive is"
                            + " rewritten, files of yours are not.")
    private Path events;

    @Option(
            names = "--accept-money",
            description = "Show what was computed even where the ledger is not what it was: the difference is printed.")
    private boolean acceptsMoney;

    @Option(
            names = "--accept-programs",
            description = "Compute by the given --programs even where others are in force: the difference is printed."
                    + " Without it that is refused.")
    private boolean acceptsPrograms;

    @Mixin
    private RunOptions run;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private StoppedJobOptions stoppedJob;

    @Mixin
    private KafkaOptions kafka;

    EraseCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        String erased = user();
        PipelineRun.Warehouse server = warehouse.server(context.environment());
        StoppedJobOptions.Stopped stopped = stoppedJob.of(server);
        Path folder = warehouse.folder();
        if (events == null && (server != null || folder != null)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Say with --events what the warehouse is computed from; or name none: the stack's.");
        }
        if (kafka.named().isPresent() && !stopped.isSaid()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--bootstrap is of a job on a cluster (--job-is-stopped): a stack has a Kafka of its own.");
        }
        Settings settings = context.home().erasing(run.settings(Backfill.DEFAULTS));
        Erasing.Request request = new Erasing.Request(erased, requestedBy, acceptsMoney, acceptsPrograms);
        Erasing.Terms terms = new Erasing.Terms(run.programs(settings), run.channels(), settings);
        return events == null
                ? new StackErasing(context, request, terms, context.home().erasing(run.settings(Up.DEFAULTS))).run()
                : new Erasing(context, request, terms)
                        .of(events, server, folder, stopped, kafka.named().orElse(null));
    }

    private String user() throws IOException {
        if ((user == null) == (userFile == null)) {
            throw new CommandFailure(ExitCode.USAGE, "Name one user: as USER_ID, or in a file by --user-file.");
        }
        String named = user;
        if (userFile != null) {
            List<String> lines = Files.readAllLines(userFile);
            named = lines.isEmpty() ? "" : lines.get(0).strip();
        }
        if (named.isBlank() || requestedBy.isBlank()) {
            throw new CommandFailure(ExitCode.USAGE, "Name a user, and who asks for it.");
        }
        return named;
    }
}
