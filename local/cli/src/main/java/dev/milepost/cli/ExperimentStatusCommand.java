package dev.milepost.cli;

import dev.milepost.experiments.live.LiveExperiment;
import dev.milepost.experiments.live.LiveReport;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.Views;
import java.util.List;
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

    private static final int MOST_KNOWN = 20;

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
            LiveExperiment live = read(opened.client());
            if (json) {
                context.terminal().say(LiveJson.of(live));
            } else {
                context.terminal().tell("Of the warehouse " + target.name() + ":");
                LiveText.lines(new LiveReport(live)).forEach(context.terminal()::say);
            }
            if (live.isBlocked()) {
                throw new CommandFailure(
                        ExitCode.FIGURES_DIFFER,
                        "Arms have not the users they should have, so the read-out is blocked.\n"
                                + LiveReport.WHAT_TO_LOOK_FOR);
            }
        }
        return ExitCode.OK;
    }

    private LiveExperiment read(ClickHouseClient client) throws ClickHouseFailure {
        Views views = Views.of(client);
        LiveExperiment live = LiveExperiment.read(views, experiment);
        if (live.arms().isEmpty()) {
            List<String> known = LiveExperiment.all(views).stream()
                    .map(LiveExperiment::id)
                    .limit(MOST_KNOWN)
                    .toList();
            throw new CommandFailure(
                    ExitCode.NOTHING_THERE,
                    "Nobody has been exposed to an experiment " + experiment + " yet. "
                            + (known.isEmpty()
                                    ? "There are no exposures at all: an ask with an experiment makes them."
                                    : "There are " + String.join(", ", known) + "."));
        }
        return live;
    }
}
