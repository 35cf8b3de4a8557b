package dev.milepost.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "fraud",
        description = "Look at how fraud is detected.",
        subcommands = {
            FraudEvaluateCommand.class,
            FraudBacktestCommand.class,
            FraudExplainCommand.class,
            FraudAuditLogCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  ./milepost fraud evaluate cards.csv.gz --label fraud",
            "  ./milepost fraud backtest --events world --truth world/truth --programs programs",
            "  ./milepost fraud explain bob/s17",
            "  ./milepost fraud audit-log --verify"
        })
final class FraudCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
