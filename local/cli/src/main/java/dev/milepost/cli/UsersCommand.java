package dev.milepost.cli;

import dev.milepost.console.Console;
import dev.milepost.console.security.LocalAccounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "users",
        description = "Who may sign in to the console of this machine.",
        subcommands = {UsersAddCommand.class, UsersListCommand.class, UsersRemoveCommand.class, UsersTokenCommand.class
        },
        footer = {
            "",
            "Roles: analyst and growth read dashboards, customers, programs and experiments; reviewer reads dashboards"
                    + " and customers, and works the queue of cases; admin may do all of these, and reads the record of"
                    + " changes.",
            "",
            "The demo's console has accounts of its own: give --folder .milepost/demo/console, as in",
            "  ./milepost users token rev --folder .milepost/demo/console",
            "",
            "Examples:",
            "  ./milepost users add ann --role analyst --role growth",
            "  ./milepost users list"
        })
final class UsersCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** The folder of the console whose accounts they are. */
    static final class Accounts {

        @Option(
                names = "--folder",
                paramLabel = "DIR",
                description =
                        "The console's folder; .milepost/console by default, and .milepost/demo/console of the demo.")
        private Path folder;

        LocalAccounts open(Home home) throws IOException {
            Path chosen = folder == null ? home.console() : folder;
            return new LocalAccounts(Files.createDirectories(chosen).resolve(Console.ACCOUNTS));
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with them: add, list, remove or token.");
    }
}
