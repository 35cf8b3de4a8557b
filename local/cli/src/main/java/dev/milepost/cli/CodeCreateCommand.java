package dev.milepost.cli;

import dev.milepost.milestones.MilestoneSettings;
import dev.milepost.pipeline.PipelineRun;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.Click;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "create",
        description =
                "Issue a code to a user, tell the stack that it is theirs, and print it and, where it is known what links begin with, its "
                        + "link.",
        footer = {
            "",
            "Examples:",
            "  ./milepost code create --user ada --program spring",
            "  ./milepost code create --user ada --link 'https://shop.example/?ref='",
            "",
            "Whoever signs up by the code is the user's referral, in that program, which must be one that was applied, or that "
                    + "the stack was started with, and has not ended: else no code is issued, with exit code 6. With --bootstrap "
                    + "the warehouse is asked only where it is named. A code is never issued twice."
        })
final class CodeCreateCommand implements Callable<Integer> {

    private final Context context;

    @Option(names = "--user", paramLabel = "USER_ID", required = true, description = "Who is to own the code.")
    private String user;

    @Option(
            names = "--program",
            paramLabel = "PROGRAM_ID",
            defaultValue = IssuedCode.NO_PROGRAM,
            description = "The program that its referrals are of (default: default, that of no file).")
    private String program;

    @Option(
            names = "--link",
            paramLabel = "URL",
            description = "What the link begins with; the code follows. Instead of the setting code.link.")
    private String link;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private SettingOptions options;

    CodeCreateCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = options.settings(Settings.defaults());
        IssuedCode code = IssuedCode.next(new SecureRandom());
        Instant now = Clock.systemUTC().instant();
        Click click = code.createdBy(user, program, now);
        Ingested checked =
                new Intake(settings).ofRecord(Streams.of(click), click, null, Origin.ofFile("code create", 1));
        if (checked.event() == null) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "The code cannot be issued: " + checked.deadLetter().getDetail());
        }
        Optional<RunFile> stack = kafka.stack(context.home());
        String address = kafka.address(stack);
        if (!program.equals(IssuedCode.NO_PROGRAM)) {
            known(address, stack, settings).requireLive(program, now);
        }
        try (StreamProducer producer = new StreamProducer(address)) {
            producer.send(Streams.CLICKSTREAM, click.getAnonymousId(), click);
            producer.flush();
        }
        Terminal terminal = context.terminal();
        terminal.say("Code  " + code.text());
        terminal.say("Link  " + link(settings, code));
        return ExitCode.OK;
    }

    private String link(Settings settings, IssuedCode code) {
        String begins = link == null ? MilestoneSettings.link(settings) : link;
        return begins == null
                ? "none: say here what your links begin with, by --link URL or --set "
                        + MilestoneSettings.CODE_LINK.key() + "=URL"
                : begins + code.text();
    }

    private KnownPrograms known(String address, Optional<RunFile> stack, Settings settings) throws ClickHouseFailure {
        KnownPrograms known = new KnownPrograms();
        try (ProgramTopic topic = new ProgramTopic(address, settings)) {
            known.with(topic.applied());
        }
        PipelineRun.Warehouse server = warehouse.server(context.environment());
        if (stack.isPresent() || server != null || warehouse.folder() != null) {
            try (Warehouse opened =
                    SqlTarget.choose(context.home(), server, warehouse.folder()).open()) {
                opened.requireTables();
                known.with(opened.client());
            }
        }
        return known;
    }
}
