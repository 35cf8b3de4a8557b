package dev.milepost.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "experiment",
        description = "Plan experiments, and read what they say.",
        subcommands = {ExperimentPlanCommand.class, ExperimentAnalyzeCommand.class, ExperimentStatusCommand.class},
        footer = {
            "",
            "Examples:",
            "  ./milepost experiment plan --rate 4%% --lift 10%% --per-day 2000",
            "  ./milepost experiment analyze units.csv --arm arm --control holdout --metric spend",
            "  ./milepost experiment status up-and-running-timing"
        })
final class ExperimentCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
