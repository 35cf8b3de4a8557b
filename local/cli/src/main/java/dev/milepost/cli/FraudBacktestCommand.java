package dev.milepost.cli;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.fraud.FraudSettings;
import dev.milepost.fraud.backtest.Reviewers;
import dev.milepost.programs.ProgramFileException;
import dev.milepost.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "backtest",
        description = "Judge the referrals of past events, and say how well the verdicts agree with the truth.",
        footer = {
            "",
            "Examples:",
            "  ./milepost simulate --adversaries --users 20000 --days 90 --seed 1 --out world",
            "  ./milepost fraud backtest --events world --truth world/truth --programs programs",
            "  ./milepost fraud backtest --events world --truth world/truth --programs programs --reviews 100 --wrong 0.1",
            "  ./milepost fraud backtest --events export --truth reviewed --label-file labels.csv --referrals each.csv",
            "",
            "The truth is a CSV file with the columns user_id (the referee), program_id and label (fraud or benign), and, where "
                    + "known, typology, cause (a signal's code) and group_id; a groups.csv beside it may say who is linked with "
                    + "whom (group_id, user_id, component).",
            "",
            "Attribution and fraud run over the events in event time, in a warehouse of its own that is deleted at the end. A "
                    + "referral is judged by the last verdict up to 30 days after it was bound, by the last before the shortest "
                    + "hold of its program is over, from its qualifying on, which is what the first reward consults, and by the "
                    + "last up to 24 hours after it was bound. Recall is where at most 0.5 %% of the honest are flagged, each kind of fraud against all honest "
                    + "referrals. Top is how often the first reason is the one code that the truth names as the cause, and of 5 how "
                    + "often it is among the reasons. By rules: recall by the signals of identity alone."
        })
final class FraudBacktestCommand implements Callable<Integer> {

    private final Context context;

    @Option(names = "--events", required = true, paramLabel = "DIR", description = "The folder of stream files.")
    private Path events;

    @Option(names = "--truth", required = true, paramLabel = "DIR", description = "The folder of the truth.")
    private Path truth;

    @Option(
            names = "--label-file",
            paramLabel = "FILE",
            defaultValue = "fraud.csv",
            description = "The file in it that has the referrals: ${DEFAULT-VALUE} by default.")
    private String labels;

    @Option(names = "--csv", paramLabel = "FILE", description = "A file to write all figures into.")
    private Path csv;

    @Option(
            names = "--referrals",
            paramLabel = "FILE",
            description = "A file to write each referral into: truth, score, reasons, and the value of each signal.")
    private Path referrals;

    @Option(
            names = "--reviews",
            paramLabel = "N",
            description =
                    "Run again, with as many reviews a day of the highest scores and of the random audit, and show"
                            + " what was learnt from them.")
    private int reviews;

    @Option(
            names = "--wrong",
            paramLabel = "SHARE",
            description = "The share of these reviews that are wrong: 0 by default.")
    private double wrong;

    @Option(
            names = "--channels",
            paramLabel = "FILE",
            description = "A YAML file of channel rules instead of those that come with Milepost.")
    private Path channels;

    @Mixin
    private TermOptions terms;

    FraudBacktestCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        if (reviews < 0 || !(wrong >= 0 && wrong <= 1) || (reviews == 0 && wrong > 0)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--reviews is a number a day, and --wrong a share of them, from 0 to 1.");
        }
        TargetFile.check(csv);
        TargetFile.check(referrals);
        Settings given = terms.settings(PastRun.DEFAULTS.with(FraudSettings.OWN_VERDICTS, true));
        if (!given.get(FraudSettings.OWN_VERDICTS)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    FraudSettings.OWN_VERDICTS.key() + "=false leaves nothing to test: it is Milepost's own verdicts "
                            + "that are held against the truth.");
        }
        try {
            new FraudBacktest(
                            context,
                            new FraudBacktest.Order(
                                    new PastRun.Input(
                                            events,
                                            null,
                                            channels == null ? ChannelRules.shipped() : ChannelRules.read(channels),
                                            given),
                                    truth,
                                    labels,
                                    terms.programs(given),
                                    csv,
                                    referrals,
                                    reviews == 0 ? null : new Reviewers(reviews, wrong)))
                    .run();
            return ExitCode.OK;
        } catch (ProgramFileException e) {
            e.problems().forEach(context.terminal()::tell);
            context.terminal().tell(Text.count(e.problems().size(), "problem") + ". Nothing was run.");
            return ExitCode.REFUSED_INPUT;
        }
    }
}
