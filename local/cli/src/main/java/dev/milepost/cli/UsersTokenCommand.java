package dev.milepost.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "token",
        description =
                "Make a token by which a program asks the console's JSON API in somebody's name; it is shown once.",
        footer = {
            "",
            "The token before it is of no use any more. The API is described by /api/openapi.json of the console.",
            "",
            "Example:",
            "  curl -H \"Authorization: Bearer $(./milepost users token ann)\" http://127.0.0.1:8090/api/v1/programs"
        })
final class UsersTokenCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "NAME", description = "Whose.")
    private String name;

    @Mixin
    private UsersCommand.Accounts accounts;

    UsersTokenCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        String token = accounts.open(context.home())
                .token(name)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOTHING_THERE,
                        "There is no account '" + name + "': ./milepost users add " + name
                                + " --role ROLE makes one. The demo's are in another folder: --folder "
                                + context.home().demo().resolve("console")));
        context.terminal().say(token);
        return ExitCode.OK;
    }
}
