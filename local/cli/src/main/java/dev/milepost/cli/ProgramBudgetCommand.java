package dev.milepost.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "budget",
        description = "How much of their budgets and caps programs have used.",
        footer = {
            "",
            "Examples:",
            "  ./milepost program budget",
            "  ./milepost program budget ten-for-both --at 2026-04-01T00:00:00Z",
            "",
            "Committed is what was granted in the budget's window, paid or not; what is void has given its part back. Not granted "
                    + "is how often, in the same window, something was earned for which the budget or a cap had no room. Of a "
                    + "program without a budget all of it is altogether. One that has ended is shown while it owes something.",
            "",
            "Of a cap it says how many people have used some of it in its window, how many have none left, and who has used the "
                    + "most; what an earlier version granted counts. Of a cap per session it says '-': whether a person's "
                    + "session goes on, only what they earn next tells. Rungs and effects are counted as the file has them.",
            "",
            "It asks what ./milepost sql asks; the figures behind it: SELECT * FROM milepost.reward_use(program = '…', as_of = '…'), "
                    + "where nth is the number that a rung keeps from version to version."
        })
final class ProgramBudgetCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(arity = "0..*", paramLabel = "PROGRAM", description = "Of these alone.")
    private List<String> programs = List.of();

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "As it was at that time: the versions of then, and what was granted until then.")
    private Instant at;

    @Mixin
    private WarehouseOptions warehouse;

    ProgramBudgetCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        SqlTarget target =
                SqlTarget.choose(context.home(), warehouse.server(context.environment()), warehouse.folder());
        try (Warehouse opened = target.open()) {
            opened.requireTables();
            context.terminal().tell("Of the warehouse " + target.name() + ":");
            Instant time = at == null ? Clock.systemUTC().instant() : at;
            new Budgets(opened.client(), time.toEpochMilli()).print(programs, context.terminal());
        }
        return ExitCode.OK;
    }
}
