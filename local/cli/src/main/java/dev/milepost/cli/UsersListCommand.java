package dev.milepost.cli;

import dev.milepost.console.security.Account;
import dev.milepost.console.security.Role;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List who may sign in, and as what.")
final class UsersListCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private UsersCommand.Accounts accounts;

    UsersListCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        List<Account> all = accounts.open(context.home()).all();
        if (all.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOTHING_THERE, "Nobody may sign in yet: ./milepost users add NAME --role analyst");
        }
        Table table = new Table("name", "roles");
        for (Account account : all) {
            table.row(
                    account.name(),
                    account.roles().stream().map(Role::id).sorted().collect(Collectors.joining(", ")));
        }
        table.print(context.terminal());
        return ExitCode.OK;
    }
}
