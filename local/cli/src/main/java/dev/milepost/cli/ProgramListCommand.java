package dev.milepost.cli;

import dev.milepost.milestones.standing.VersionStates;
import dev.milepost.runtime.clickhouse.Views;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "The versions of programs that the warehouse knows: from when until when, and which holds now.",
        footer = {
            "",
            "Example:",
            "  ./milepost program list",
            "",
            "Of each version: in force, it holds; next, it is to begin; replaced, a later one holds; withdrawn, it has"
                    + " ended and none has followed. It asks what ./milepost sql asks.",
            "",
            ProgramRegister.NOTE
        })
final class ProgramListCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private WarehouseOptions warehouse;

    ProgramListCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        SqlTarget target =
                SqlTarget.choose(context.home(), warehouse.server(context.environment()), warehouse.folder());
        List<Map<String, String>> versions;
        try (Warehouse opened = target.open()) {
            opened.requireTables();
            versions = VersionStates.read(Views.of(opened.client()));
        }
        Terminal terminal = context.terminal();
        if (versions.isEmpty()) {
            terminal.say("The warehouse " + target.name()
                    + " knows no version of any program. A job that runs writes them there as it comes to know them.");
            return ExitCode.OK;
        }
        terminal.tell("Of the warehouse " + target.name() + ":");
        Table table = new Table("program", "version", "valid from (UTC)", "valid to (UTC)", "state", "applied by");
        for (Map<String, String> version : versions) {
            table.row(
                    version.get("program_id"),
                    Long.parseLong(version.get("version")),
                    Text.moment(version.get("valid_from")),
                    Text.moment(version.get("valid_to")),
                    version.get("state"),
                    Text.orDash(version.get("applied_by")));
        }
        table.print(terminal);
        return ExitCode.OK;
    }
}
