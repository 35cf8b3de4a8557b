package dev.milepost.cli;

import dev.milepost.fraud.FraudSettings;
import dev.milepost.runtime.settings.Durations;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description =
                "Start the whole stack from nothing, with three programs; play live traffic, show what the programs did,"
                        + " and check every figure at the end.",
        footer = {
            "",
            "Examples:",
            "  ./milepost demo",
            "  ./milepost demo --for 90s --rate 500",
            "",
            "The three programs are written to .milepost/demo/programs. With --programs yours are played instead: then the traffic"
                    + " knows nothing of them, and what they do is not checked.",
            "What was in .milepost/demo is removed first. While it runs, ask from another terminal:",
            "  ./milepost sql \"SELECT channel, count() FROM touches GROUP BY 1 ORDER BY 2 DESC\""
        })
final class DemoCommand implements Callable<Integer> {

    private final Context context;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "2m",
            description = "How long traffic flows: 90s, 2m (default), 1h.")
    private String time;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "200", description = "Events a second; 200 by default.")
    private double rate;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Of the traffic's random numbers.")
    private long seed;

    @Mixin
    private RunOptions run;

    @Mixin
    private WarehouseOptions warehouse;

    DemoCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        if (warehouse.folder() != null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "The demo's warehouse is always .milepost/demo/warehouse: leave --warehouse out.");
        }
        if (!(rate > 0) || rate > 1e6) {
            throw new CommandFailure(ExitCode.USAGE, "--rate is " + rate + "; it must be above 0 and at most 1000000.");
        }
        if (run.settings(Demo.DEFAULTS).get(FraudSettings.OWN_VERDICTS)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "The demo's verdicts come with its traffic, so that its figures are known: leave fraud.own_verdicts out."
                            + " ./milepost fraud backtest shows what Milepost's own are worth.");
        }
        LocalStack.Order order = new LocalStack.Order(
                context.home().demo(),
                true,
                run.hasPrograms() ? run.programs(run.settings(Demo.DEFAULTS)) : DemoPrograms.catalog(),
                run.channels(),
                run.settings(Demo.DEFAULTS),
                warehouse.server(context.environment()),
                null,
                newKey());
        new Demo(context, order, new Demo.Play(duration(), rate, seed, !run.hasPrograms())).run();
        return ExitCode.OK;
    }

    private Duration duration() {
        try {
            return Durations.parse(time);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "--for is '" + time + "'; it must be like 90s, 2m or 1h.", e);
        }
    }

    private static String newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }
}
