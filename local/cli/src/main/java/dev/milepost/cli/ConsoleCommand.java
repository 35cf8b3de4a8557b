package dev.milepost.cli;

import dev.milepost.console.ConsoleSettings;
import dev.milepost.console.review.KafkaReviewStream;
import dev.milepost.console.review.ReviewStream;
import dev.milepost.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "console",
        description = "Serve the console over a warehouse until Ctrl-C, without a stack of its own.",
        footer = {
            "",
            "Examples:",
            "  ./milepost console",
            "  ./milepost console --warehouse .milepost/warehouse",
            "  ./milepost console --clickhouse-url jdbc:clickhouse://db:8123/milepost --bootstrap kafka:9092 --settings console.yaml",
            "",
            "demo and up serve one themselves. Without options it reads the running stack, else the warehouse last"
                    + " written. Of a folder that it has open, sql, status, experiment status and the like ask it. People"
                    + " sign in with accounts of ./milepost users, or at the OpenID Connect provider of"
                    + " console.oidc.issuer."
        })
final class ConsoleCommand implements Callable<Integer> {

    private static final Settings DEFAULTS = Settings.defaults().with(ConsoleSettings.PORT, LocalConsole.PORT);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Context context;

    @Mixin
    private SettingOptions options;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where its accounts and its record of changes are; .milepost/console by default.")
    private Path folder;

    ConsoleCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Terminal terminal = context.terminal();
        context.stop().listen(terminal);
        Path accounts = folder == null ? context.home().console() : folder;
        SqlTarget target =
                SqlTarget.choose(context.home(), warehouse.server(context.environment()), warehouse.folder());
        Optional<String> reviews = reviews();
        try (Warehouse opened = target.open()) {
            opened.requireTables();
            try (Served served = Served.of(opened);
                    LocalConsole console = LocalConsole.start(
                            opened.another(),
                            reviews.map(ConsoleCommand::stream).orElseGet(ReviewStream::none),
                            new LocalConsole.Order(accounts, options.settings(DEFAULTS), context.environment()),
                            terminal)) {
                terminal.say("Console of " + target.name() + ": " + console.address());
                terminal.say("              "
                        + reviews.map(address -> "decisions of reviewers go to Kafka at " + address)
                                .orElse("what reviewers decide cannot be sent: name a Kafka with --bootstrap"));
                console.hint().ifPresent(terminal::say);
                boolean stopped = false;
                while (!stopped) {
                    stopped = context.stop().await(TICK);
                }
            }
        }
        return ExitCode.OK;
    }

    /** Says in the folder of a warehouse that this process has open where it can be asked, as a stack does, until it is closed. */
    private record Served(Optional<Path> folder) implements AutoCloseable {

        static Served of(Warehouse warehouse) {
            if (!warehouse.isEmbedded()) {
                return new Served(Optional.empty());
            }
            Path folder = Path.of(warehouse.name());
            RunFile.ofWarehouse(folder, warehouse.target().url().toString()).write(folder);
            return new Served(Optional.of(folder));
        }

        @Override
        public void close() {
            folder.ifPresent(RunFile::delete);
        }
    }

    /** The Kafka that was named, else that of the running stack, where no other warehouse was named. */
    private Optional<String> reviews() {
        boolean ofStack = warehouse.folder() == null && warehouse.server(context.environment()) == null;
        return kafka.named().or(() -> ofStack ? kafka.stack(context.home()).map(RunFile::kafka) : Optional.empty());
    }

    private static ReviewStream stream(String bootstrapServers) {
        return new KafkaReviewStream(bootstrapServers);
    }
}
