package dev.milepost.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        description = "What a live experiment says by now.",
        footer = {
            "",
            "Examples:",
            "  ./milepost experiment status up-and-running-timing",
            "  ./milepost experiment status up-and-running-timing --json",
            "",
            "Each arm is compared with the holdout on what users do within the experiment's horizon after their exposure, asked or "
                    + "not: a user counts once their horizon is over. Intervals and p hold however often you look. First it is said whether "
                    + "arms have the users they should have; where not, no figure is shown, with exit code 8; --json has all rows then too, with blocked: true and the same exit code.",
            "",
            "It asks what ./milepost sql asks: SELECT * FROM milepost.experiment_results WHERE experiment_id = '…', and the sums behind "
                    + "it in milepost.experiment_arms. docs/experiments.md says what each metric is."
        })
final class ExperimentStatusCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "ID", description = "The experiment's id in its program.")
    private String experiment;

    @Option(names = "--json", description = "All figures as JSON.")
    private boolean json;

    @Mixin
    private WarehouseOptions warehouse;

    ExperimentStatusCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        SqlTarget target =
                SqlTarget.choose(context.home(), warehouse.server(context.environment()), warehouse.folder());
        try (Warehouse opened = target.open()) {
            opened.requireTables();
            LiveExperiment live = LiveExperiment.read(opened.client(), experiment);
            if (json) {
                context.terminal().say(live.json());
            } else {
                context.terminal().tell("Of the warehouse " + target.name() + ":");
                new LiveReport(live).lines().forEach(context.terminal()::say);
            }
            if (live.isBlocked()) {
                throw new CommandFailure(
                        ExitCode.FIGURES_DIFFER,
                        "Arms have not the users they should have, so the read-out is blocked.\nLook for what loses or adds users of one arm:"
                                + " an ask that fails in one channel, a guard that one arm alone meets, users who are removed afterwards.");
            }
        }
        return ExitCode.OK;
    }
}
