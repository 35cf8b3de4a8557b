package dev.milepost.cli;

import dev.milepost.fraud.FraudSettings;
import dev.milepost.runtime.settings.Durations;
import dev.milepost.runtime.settings.Settings;
import java.math.BigDecimal;
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
            "  ./milepost demo --cases                 then review in the console",
            "  ./milepost demo --cases --second-person-over 15",
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
            description = "How long traffic flows: 90s, 2m (default), 1h (default with --cases).")
    private String time;

    @Option(
            names = "--cases",
            description = "Begin with half a year of a shop, and let Milepost judge referrals itself, so that there are"
                    + " cohorts to look at and cases to review in the console. Nobody knows beforehand what comes"
                    + " of them: no figure is checked at the end.")
    private boolean cases;

    @Option(
            names = "--second-person-over",
            paramLabel = "AMOUNT",
            description =
                    "With --cases: over how many dollars at risk in a case of ten-for-both two people decide (default "
                            + DemoPrograms.SECOND_PERSON_OVER
                            + ", which few cases reach; 15 is below any referral's 20).")
    private BigDecimal secondPersonOver;

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
                    "The demo's verdicts come with its traffic, so that its figures are known: leave fraud.own_verdicts out. With"
                            + " --cases they are Milepost's own; ./milepost fraud backtest shows what those are worth.");
        }
        Settings settings = run.settings(cases ? Demo.WITH_CASES : Demo.DEFAULTS);
        LocalStack.Order order = new LocalStack.Order(
                context.home().demo(),
                true,
                run.hasPrograms() ? run.programs(settings) : DemoPrograms.catalog(review()),
                run.channels(),
                settings,
                warehouse.server(context.environment()),
                null,
                newKey(),
                cases ? new DemoPast(seed, context.terminal()) : null);
        new Demo(context, order, new Demo.Play(duration(), rate, seed, !run.hasPrograms(), cases, review())).run();
        return ExitCode.OK;
    }

    private DemoPrograms.Review review() {
        if (secondPersonOver == null) {
            return new DemoPrograms.Review(cases, DemoPrograms.SECOND_PERSON_OVER);
        }
        if (!cases || run.hasPrograms()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--second-person-over is for the demo's own programs with --cases: without, nobody decides about"
                            + " them.");
        }
        if (secondPersonOver.signum() < 0 || secondPersonOver.scale() > 2) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--second-person-over is " + secondPersonOver + "; it must be like 15 or 15.00.");
        }
        return new DemoPrograms.Review(true, secondPersonOver.setScale(2).toPlainString());
    }

    private Duration duration() {
        if (time == null) {
            return cases ? Duration.ofHours(1) : Duration.ofMinutes(2);
        }
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
