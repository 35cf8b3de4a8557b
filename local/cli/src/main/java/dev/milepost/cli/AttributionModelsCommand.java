package dev.milepost.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "models",
        description = "Compute Shapley and Markov over all paths, beside the six models that split orders by rules.",
        footer = {
            "",
            "Examples:",
            "  ./milepost attribution models",
            "  ./milepost sql \"SELECT model, channel, conversions FROM attribution_models ORDER BY ALL\"",
            "",
            "A path is the touches of one order or renewal in its window, in their order, repeats kept; a user with touches and no "
                    + "order is one that was lost. Neither has the channels that the program excludes. Shapley is what a channel adds, on average over all orders in which channels may "
                    + "come, exactly. Markov is what would be lost without the channel, in a chain of one step's memory: its "
                    + "removal effect, and its share of all such effects, which is of all currencies. Orders without a touch are "
                    + "those of (none) under every model.",
            "",
            "All eight models are left in the view attribution_models, by channel and currency; computing them again takes the "
                    + "place of what was."
        })
final class AttributionModelsCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private WarehouseOptions warehouse;

    AttributionModelsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        SqlTarget target =
                SqlTarget.choose(context.home(), warehouse.server(context.environment()), warehouse.folder());
        try (Warehouse opened = target.open()) {
            opened.requireTables();
            new AttributionModels(context.terminal(), opened).run();
        }
        return ExitCode.OK;
    }
}
