package dev.milepost.cli;

import dev.milepost.console.security.Role;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Add somebody, or give who is there another password and other roles.",
        footer = {
            "",
            "Examples:",
            "  ./milepost users add rita --role reviewer                            asks for the password, at a"
                    + " terminal",
            "  ./milepost users add ann --role analyst --password-file secret.txt"
        })
final class UsersAddCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "NAME", description = "Up to 63 of a-z, 0-9, '.', '_', '@' and '-'.")
    private String name;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            required = true,
            description = "analyst, growth, reviewer or admin. May be repeated.")
    private List<String> roles;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Its first line is the password; without it you are asked, and nothing is shown: that takes a"
                    + " terminal.")
    private Path passwordFile;

    @Mixin
    private UsersCommand.Accounts accounts;

    UsersAddCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Set<Role> named = EnumSet.noneOf(Role.class);
        for (String role : roles) {
            named.add(Role.of(role)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.USAGE,
                            "There is no role '" + role + "': it is analyst, growth, reviewer or admin.")));
        }
        try {
            accounts.open(context.home()).put(name, named, password());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), e);
        }
        context.terminal()
                .say(name + " may sign in as "
                        + String.join(", ", named.stream().map(Role::id).toList()) + ".");
        return ExitCode.OK;
    }

    // From JDK 22 on a console that is no terminal is there all the same, and reads what it is given.
    @SuppressWarnings("SystemConsoleNull")
    private String password() throws IOException {
        if (passwordFile != null) {
            try (var lines = Files.lines(passwordFile, StandardCharsets.UTF_8)) {
                return lines.findFirst().orElse("");
            }
        }
        Console console = System.console();
        if (console == null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "There is no terminal to ask for the password: give it by --password-file FILE.");
        }
        char[] first = console.readPassword("Password of %s: ", name);
        char[] second = console.readPassword("Once more: ");
        if (!Arrays.equals(first, second)) {
            throw new CommandFailure(ExitCode.USAGE, "The two passwords differ. Nothing was changed.");
        }
        return first == null ? "" : new String(first);
    }
}
