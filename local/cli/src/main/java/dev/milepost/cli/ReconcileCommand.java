package dev.milepost.cli;

import dev.milepost.runtime.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "reconcile",
        description = "Recompute conversions and credits in SQL from the events, and list what differs.",
        footer = {
            "",
            "Examples:",
            "  ./milepost reconcile",
            "  ./milepost reconcile --warehouse .milepost/warehouse --set attribution.look_back=10d",
            "",
            "It compares every conversion, and every credit of the models first, last and linear, by the versions of "
                    + "programs that the warehouse has; a file of --programs is taken in place of its version there. Give it "
                    + "the settings that the pipeline ran with. Of a warehouse that is being written to it compares up to "
                    + "four times, and lists what stays. The exit code is 0 where nothing differs, and 8 where anything does."
        })
final class ReconcileCommand implements Callable<Integer> {

    private final Context context;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "List at most so many differences; 50 by default. All are counted.")
    private int limit;

    @Mixin
    private TermOptions terms;

    @Mixin
    private WarehouseOptions warehouse;

    ReconcileCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        if (limit < 1) {
            throw new CommandFailure(ExitCode.USAGE, "--limit is " + limit + "; it must be at least 1.");
        }
        SqlTarget target =
                SqlTarget.choose(context.home(), warehouse.server(context.environment()), warehouse.folder());
        return new Reconcile(
                        context.terminal(),
                        terms.programs(terms.settings(Settings.defaults())),
                        terms.settings(Settings.defaults()),
                        limit,
                        target)
                .run();
    }
}
