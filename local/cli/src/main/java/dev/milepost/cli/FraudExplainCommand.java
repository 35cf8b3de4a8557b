package dev.milepost.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = "Why a referral was judged as it was: what each signal adds to its log odds, as bars.",
        footer = {
            "",
            "Examples:",
            "  ./milepost fraud explain bob/s17",
            "  ./milepost fraud explain bob/s17 --replay",
            "",
            "A referral_id is that of milepost.bindings. The latest verdict is shown. Bars of + speak for fraud, bars of - against "
                    + "it; the sum, calibrated, is the score. With --replay the verdict is made again from the features that it "
                    + "was stored with, and held against itself to the bit: the exit code is 0 where both are equal, else 8."
        })
final class FraudExplainCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "REFERRAL_ID", description = "Which referral.")
    private String referral;

    @Option(names = "--replay", description = "Make the verdict again, and say whether it is the same.")
    private boolean replay;

    @Mixin
    private WarehouseOptions warehouse;

    FraudExplainCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        if (referral.isBlank()) {
            throw new CommandFailure(ExitCode.USAGE, "Name a referral.");
        }
        SqlTarget target =
                SqlTarget.choose(context.home(), warehouse.server(context.environment()), warehouse.folder());
        try (Warehouse opened = target.open()) {
            opened.requireTables();
            return new FraudExplanation(opened.client(), referral).print(context.terminal(), replay);
        }
    }
}
