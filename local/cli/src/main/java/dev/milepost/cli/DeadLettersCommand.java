package dev.milepost.cli;

import picocli.CommandLine.Command;

@Command(
        name = "dead-letters",
        description = "Look at the records that could not be used, mend them, and send them back in.",
        subcommands = {DeadLetterListCommand.class, DeadLetterShowCommand.class, DeadLetterReplayCommand.class},
        footer = {
            "",
            "Examples:",
            "  ./milepost dead-letters list --reason invalid",
            "  ./milepost dead-letters show 'invalid:purchases[0]@17'",
            "  ./milepost dead-letters list --reason invalid --lines > mended.jsonl",
            "  ./milepost dead-letters replay mended.jsonl"
        })
final class DeadLettersCommand implements Runnable {

    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(
                spec.commandLine(), "Say what to do with them: list, show or replay.");
    }
}
