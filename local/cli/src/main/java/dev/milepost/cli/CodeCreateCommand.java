package dev.milepost.cli;

import dev.milepost.milestones.MilestoneSettings;
import dev.milepost.pipeline.PipelineRun;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.Click;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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
                    + "the warehouse is asked only where it is named. A code is never issued twice. Whoever has a code of the "
                    + "program already, as far as the warehouse shows, is given that one, unless --another says otherwise."
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

    @Option(names = "--another", description = "Issue one more to a user who has a code of the program already.")
    private boolean another;

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
        requireUser(settings.get(IngestSettings.MAX_ID_LENGTH));
        String begins = linkBegins(settings);
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
        Optional<OwnedCode> own = lookUp(address, stack, settings, now);
        if (own.isPresent() && !another) {
            context.terminal()
                    .tell(user + " has a code of " + program + " already, since "
                            + Text.moment(own.get().since()) + ": none was issued. One more: --another.");
            print(own.get().text(), begins);
            return ExitCode.OK;
        }
        try (StreamProducer producer = new StreamProducer(address)) {
            producer.send(Streams.CLICKSTREAM, click.getAnonymousId(), click);
            producer.flush();
        }
        print(code.text(), begins);
        return ExitCode.OK;
    }

    private void print(String code, String begins) {
        Terminal terminal = context.terminal();
        terminal.say("Code  " + code);
        terminal.say("Link  "
                + (begins == null
                        ? "none: say here what your links begin with, by --link URL or --set "
                                + MilestoneSettings.CODE_LINK.key() + "=URL"
                        : begins + code));
    }

    /** Refuses what no event's user_id is, and what would be another user than the one that was meant. */
    private void requireUser(int mostOfAnId) {
        int most = mostOfAnId - IssuedCode.DEVICE_PREFIX.length();
        if (user.isEmpty()) {
            throw new CommandFailure(ExitCode.REFUSED_INPUT, "--user is empty: name the user as the events do.");
        }
        if (user.length() > most) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "--user has " + Text.count(user.length(), "character") + ", and an id at most " + most
                            + ": name the user as the events do.");
        }
        if (user.codePoints().anyMatch(CodeCreateCommand::isNoneOfAnId)) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "--user has a blank or a control character in it: name the user as the events do.");
        }
    }

    private static boolean isNoneOfAnId(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)
                || Character.getType(character) == Character.FORMAT;
    }

    /** What links begin with; null where nobody has said. */
    private String linkBegins(Settings settings) {
        String begins = link == null ? MilestoneSettings.link(settings) : link;
        if (begins != null && !isAbsolute(begins)) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    (link == null ? MilestoneSettings.CODE_LINK.key() : "--link") + " " + begins
                            + " is no address that a link begins with: write one with http or https and a host, such as"
                            + " https://shop.example/?ref=");
        }
        return begins;
    }

    private static boolean isAbsolute(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /**
     * Sees to it that the program may be named, and looks for a code that the user has of it.
     *
     * @throws CommandFailure where there is no such program, or it has ended
     */
    private Optional<OwnedCode> lookUp(String address, Optional<RunFile> stack, Settings settings, Instant now)
            throws ClickHouseFailure {
        boolean isNamed = !program.equals(IssuedCode.NO_PROGRAM);
        KnownPrograms known = new KnownPrograms();
        if (isNamed) {
            try (ProgramTopic topic = new ProgramTopic(address, settings)) {
                known.with(topic.applied());
            }
        }
        PipelineRun.Warehouse server = warehouse.server(context.environment());
        if (stack.isEmpty() && server == null && warehouse.folder() == null) {
            if (isNamed) {
                known.requireLive(program, now);
            }
            sayUnknown("no warehouse was named (--warehouse, --clickhouse-url)");
            return Optional.empty();
        }
        List<OwnedCode> codes;
        try (Warehouse opened =
                SqlTarget.choose(context.home(), server, warehouse.folder()).open()) {
            opened.requireTables();
            if (isNamed) {
                known.with(opened.client()).requireLive(program, now);
            }
            codes = OwnedCode.of(opened.client(), user);
        }
        Optional<OwnedCode> own =
                codes.stream().filter(code -> code.program().equals(program)).findFirst();
        List<String> unknown = codes.stream()
                .filter(code -> code.program().isEmpty())
                .map(OwnedCode::text)
                .toList();
        if (own.isEmpty() && !unknown.isEmpty()) {
            sayUnknown("of " + Text.some(unknown) + " no program is known until somebody signs up by it");
        }
        return own;
    }

    private void sayUnknown(String why) {
        if (!another) {
            context.terminal()
                    .tell("Whether " + user + " has a code of " + program + " already is not known: " + why + ".");
        }
    }
}
