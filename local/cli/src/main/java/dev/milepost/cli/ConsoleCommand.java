package dev.milepost.cli;

import dev.milepost.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
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
            "  ./milepost console --clickhouse-url jdbc:clickhouse://db:8123/milepost --settings console.yaml",
            "",
            "demo and up serve one themselves. Without options it reads the running stack, else the warehouse last written. People sign in"
                    + " with accounts of ./milepost users, or at the OpenID Connect provider of console.oidc.issuer."
        })
final class ConsoleCommand implements Callable<Integer> {

    private static final Settings DEFAULTS =
            Settings.defaults().with(dev.milepost.console.ConsoleSettings.PORT, LocalConsole.PORT);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Context context;

    @Mixin
    private SettingOptions options;

    @Mixin
    private WarehouseOptions warehouse;

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
        try (Warehouse opened = target.open()) {
            opened.requireTables();
            try (LocalConsole console = LocalConsole.start(
                    opened.another(), accounts, options.settings(DEFAULTS), context.environment(), terminal)) {
                terminal.say("Console of " + target.name() + ": " + console.address());
                console.hint().ifPresent(terminal::say);
                boolean stopped = false;
                while (!stopped) {
                    stopped = context.stop().await(TICK);
                }
            }
        }
        return ExitCode.OK;
    }
}
