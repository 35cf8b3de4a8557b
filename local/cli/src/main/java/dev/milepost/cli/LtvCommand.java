package dev.milepost.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "ltv",
        description = "Predict what customers are worth.",
        subcommands = LtvFitCommand.class,
        footer = {"", "Examples:", "  ./milepost ltv fit", "  ./milepost ltv fit --holdout 8w"})
final class LtvCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
