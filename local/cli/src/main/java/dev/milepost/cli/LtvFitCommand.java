package dev.milepost.cli;

import dev.milepost.attribution.AttributionSettings;
import dev.milepost.runtime.settings.Settings;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "fit",
        description = "Fit purchases and spend by source, and forecast lifetime value beside the error on a hold-out.",
        footer = {
            "",
            "Examples:",
            "  ./milepost ltv fit",
            "  ./milepost ltv fit --holdout 8w --warehouse .milepost/warehouse",
            "  ./milepost sql \"SELECT * FROM ltv_forecast WHERE source = 'referral'\"",
            "",
            "The model is BG/NBD (how often, and whether still) with Gamma-Gamma (how much), by source and currency; "
                    + "nothing is converted and nothing discounted. A purchase is all of one customer, currency and UTC day, net of "
                    + "refunds. The source is that of milepost.customers: referral, a channel, or (none); (all) is everybody, and lends its parameters to sources that are too small for their own.",
            "",
            "The last days, --holdout of them, are not fitted: what the fit expected of them is shown beside what happened. "
                    + "With the same parameters, and all that is known of each customer, follows the forecast for 30, 90, 180 and "
                    + "365 days. It is left in the view ltv_forecast; the same fit again takes the place of the one before."
        })
final class LtvFitCommand implements Callable<Integer> {

    private static final Pattern SPAN = Pattern.compile("([0-9]{1,5})([dw])");
    private static final int DAYS_PER_WEEK = 7;

    private final Context context;

    @Option(
            names = "--holdout",
            paramLabel = "SPAN",
            defaultValue = "39w",
            description = "How long the hold-out is, as 39w or 60d: ${DEFAULT-VALUE} by default.")
    private String holdout;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "The last day that counts, as 2026-06-30; by default that of the last event.")
    private LocalDate asOf;

    @Mixin
    private SettingOptions settings;

    @Mixin
    private WarehouseOptions warehouse;

    LtvFitCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        int days = days(holdout);
        SqlTarget target =
                SqlTarget.choose(context.home(), warehouse.server(context.environment()), warehouse.folder());
        long reach = settings.settings(Settings.defaults())
                .get(AttributionSettings.ORDER_RETENTION)
                .toMillis();
        try (Warehouse opened = target.open()) {
            opened.requireTables();
            new LtvFit(context.terminal(), opened, reach).run(asOf, days);
        }
        return ExitCode.OK;
    }

    /** A span in days. */
    static int days(String span) {
        Matcher form = SPAN.matcher(span);
        if (!form.matches()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--holdout is '" + span + "': write it in weeks or days, as 39w or 60d.");
        }
        int days = Integer.parseInt(form.group(1)) * (form.group(2).equals("w") ? DAYS_PER_WEEK : 1);
        if (days == 0) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--holdout is '" + span + "': it must be at least one day, as 39w or 60d.");
        }
        return days;
    }
}
