package dev.milepost.cli;

import dev.milepost.attribution.reconcile.Reconciliation;
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
            "  ./milepost reconcile --warehouse .milepost/warehouse --programs programs",
            "",
            "It compares every conversion, and every credit of the models first, last and linear. Give it the programs "
                    + "and settings that the pipeline ran with. The exit code is 0 where nothing differs, and 8 where anything does."
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
        Reconciliation reconciliation =
                new Reconciliation(terms.programs(), terms.settings(Settings.defaults()), limit);
        SqlTarget target =
                SqlTarget.choose(context.home(), warehouse.server(context.environment()), warehouse.folder());
        return new Reconcile(context.terminal(), reconciliation, target).run();
    }
}
