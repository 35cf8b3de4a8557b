package dev.milepost.cli;

import picocli.CommandLine.Command;

@Command(
        name = "code",
        description = "Issue referral codes.",
        subcommands = CodeCreateCommand.class,
        footer = {"", "Example:", "  ./milepost code create --user ada --program spring"})
final class CodeCommand implements Runnable {

    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(spec.commandLine(), "Say what to do with them: create.");
    }
}
