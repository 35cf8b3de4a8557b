package dev.milepost.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The command line of Milepost. */
@Command(
        name = "milepost",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Referral attribution: events in, attributed conversions in ClickHouse.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            SendCommand.class,
            CodeCommand.class,
            BackfillCommand.class,
            ChaosCommand.class,
            SqlCommand.class,
            StatusCommand.class,
            EraseCommand.class,
            ReconcileCommand.class,
            ProgramCommand.class,
            FraudCommand.class,
            ExperimentCommand.class,
            AttributionCommand.class,
            LtvCommand.class,
            DiscoverCommand.class,
            DeadLettersCommand.class,
            ConsoleCommand.class,
            ClockCommand.class,
            UsersCommand.class,
            SimulateCommand.class,
            SettingsCommand.class,
            TestCommand.class,
            OracleCommand.class,
            BenchCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done; 1 failed; 2 not understood; 3 the ClickHouse engine is missing; 4 a port is taken; "
                    + "5 warehouse or data folder in use; 6 input refused; 7 no running stack, or no warehouse yet; "
                    + "8 figures differ, would be hidden, or may not be read; 130 stopped at once.",
            "Everything is kept in .milepost of the working directory; logs are in .milepost/log."
        })
public final class Main {

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean verbose;

    private Main() {}

    public static void main(String[] arguments) {
        Home home = Home.here();
        String log = arguments.length == 0 || arguments[0].startsWith("-") ? "milepost" : arguments[0];
        Path logs = home.root().resolve("log");
        System.setProperty("milepost.log.file", logs + "/" + log.replaceAll("[^a-z]", "") + ".log");
        if (!isWritable(logs)) {
            // The command says what it cannot write; Log4j would say it first, in a hundred lines.
            System.setProperty("milepost.log.problems", "off");
        }
        // Named, so that a library that brings a configuration of its own does not take the terminal.
        System.setProperty("log4j2.configurationFile", "classpath:dev/milepost/cli/log4j2.xml");
        Terminal terminal = Terminal.system();
        int code = run(new Context(home, terminal, System.getenv(), StopSignal.ofProcess()), arguments);
        // Flink and Kafka leave threads behind that would keep the process.
        terminal.out().flush();
        System.exit(code);
    }

    private static boolean isWritable(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.isWritable(folder);
        } catch (IOException e) {
            return false;
        }
    }

    /** Carries out one command, and gives its exit code. */
    static int run(Context context, String... arguments) {
        CommandLine commandLine = commandLine(context);
        Main main = commandLine.getCommand();
        commandLine.setOut(new PrintWriter(context.terminal().out(), true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(context.terminal().err(), true, StandardCharsets.UTF_8));
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            LoggerFactory.getLogger(Main.class).error("The command failed", failure);
            if (main.verbose) {
                failure.printStackTrace(context.terminal().err());
            }
            context.terminal().tell("milepost: " + Failures.message(failure));
            return Failures.exitCode(failure);
        });
        commandLine.setParameterExceptionHandler((mistake, given) -> {
            CommandLine command = mistake.getCommandLine();
            context.terminal().tell("milepost: " + Mistakes.message(mistake));
            CommandLine.UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
            context.terminal().tell("See ./" + command.getCommandSpec().qualifiedName() + " --help");
            return ExitCode.USAGE;
        });
        commandLine.setExecutionStrategy(Main::execute);
        return commandLine.execute(arguments);
    }

    /** What is understood: all commands, with what they take. */
    static CommandLine commandLine(Context context) {
        CommandLine commandLine = new CommandLine(new Main(), new Commands(context));
        commandLine.registerConverter(Instant.class, Main::instant);
        commandLine.registerConverter(LocalDate.class, Main::date);
        return commandLine;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new CommandLine.TypeConversionException(
                    "'" + text + "' is no instant: write it like 2026-07-01T00:00:00Z");
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new CommandLine.TypeConversionException("'" + text + "' is no day: write it like 2026-06-30");
        }
    }

    private static int execute(ParseResult parsed) {
        if (parsed.subcommand() == null && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
            parsed.commandSpec()
                    .commandLine()
                    .usage(parsed.commandSpec().commandLine().getErr());
            return ExitCode.USAGE;
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Gives the context to every command whose constructor asks for it. */
    private record Commands(Context context) implements CommandLine.IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Context.class})) {
                    return type.cast(constructor.newInstance(context));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    /** The version that the jar was built as. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"milepost " + (version == null ? "(not packaged)" : version)};
        }
    }
}
