package dev.milepost.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        description = "Where a person stands: what they were asked and why not, their referrals, their rewards.",
        footer = {
            "",
            "Example:",
            "  ./milepost status ada",
            "",
            "It asks what ./milepost sql asks. Of a person whom nobody knows it says so, with exit code 6."
        })
final class StatusCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "USER_ID", description = "Who.")
    private String user;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many asks, and so many rewards, the latest first (default 20).")
    private int limit;

    @Mixin
    private WarehouseOptions warehouse;

    StatusCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        if (user.isBlank() || limit < 1) {
            throw new CommandFailure(ExitCode.USAGE, "Name a user, and a --limit of at least 1.");
        }
        SqlTarget target =
                SqlTarget.choose(context.home(), warehouse.server(context.environment()), warehouse.folder());
        try (Warehouse opened = target.open()) {
            opened.requireTables();
            new Status(opened.client(), target.name(), user, limit).print(context.terminal());
        }
        return ExitCode.OK;
    }
}
