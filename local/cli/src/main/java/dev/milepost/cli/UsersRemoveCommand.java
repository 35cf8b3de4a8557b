package dev.milepost.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Take an account away: its sessions and its tokens end at once.")
final class UsersRemoveCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "NAME", description = "Whose.")
    private String name;

    @Mixin
    private UsersCommand.Accounts accounts;

    UsersRemoveCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        if (!accounts.open(context.home()).remove(name)) {
            throw new CommandFailure(ExitCode.NOTHING_THERE, "There is no account '" + name + "'.");
        }
        context.terminal().say(name + " may sign in no more.");
        return ExitCode.OK;
    }
}
