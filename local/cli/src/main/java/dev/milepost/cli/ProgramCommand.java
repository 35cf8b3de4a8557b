package dev.milepost.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "program",
        description = "Check the files of referral programs, try them, apply and withdraw them.",
        subcommands = {
            ProgramValidateCommand.class,
            ProgramExplainCommand.class,
            ProgramDryRunCommand.class,
            ProgramApplyCommand.class,
            ProgramWithdrawCommand.class,
            ProgramListCommand.class,
            ProgramBudgetCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  ./milepost program validate programs/ten-for-both.yaml",
            "  ./milepost program dry-run programs/ten-for-both.yaml --events export",
            "  ./milepost program apply programs/ten-for-both.yaml"
        })
final class ProgramCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
