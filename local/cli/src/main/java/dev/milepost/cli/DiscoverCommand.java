package dev.milepost.cli;

import dev.milepost.experiments.discovery.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "discover",
        description = "Which events are followed by sharing or staying: candidates for milestones.",
        footer = {
            "",
            "Examples:",
            "  ./milepost discover --outcome referral_shared",
            "  ./milepost discover --outcome retained_90d --events report_exported,goal_completed --json",
            "",
            "A candidate is 1, 2, 3, 5 or 10 of an event within 1, 3, 7, 14 or 30 days since signup. Users who had done it by the "
                    + "end of that window are compared with users of the same month of signup, who had done as much else by then and "
                    + "not that; only what happens after counts. referral_shared: the first share comes in the 30 days after. "
                    + "retained_90d: there is any activity in days 60 to 90 after. Events are orders and all clicks that are not "
                    + "Milepost's own, unless --events names others. Of each event the best candidate is shown.",
            "",
            "What is found is observational: a reason to try an ask there with a holdout, no proof. docs/discovery.md says more."
        })
final class DiscoverCommand implements Callable<Integer> {

    private final Context context;

    @Option(
            names = "--outcome",
            required = true,
            paramLabel = "OUTCOME",
            description = "What is to follow: referral_shared or retained_90d.")
    private String outcome;

    @Option(
            names = "--events",
            split = ",",
            paramLabel = "NAME,…",
            description = "Judge these events alone. May be repeated.")
    private List<String> events = new ArrayList<>();

    @Option(
            names = "--alpha",
            paramLabel = "SHARE",
            converter = ProcedureOptions.Share.class,
            defaultValue = "1%",
            description = "How often chance alone may find any milestone, as 0.01 or 1%%: 1%% by default.")
    private double alpha;

    @Option(names = "--json", description = "All figures as JSON.")
    private boolean json;

    @Mixin
    private WarehouseOptions warehouse;

    DiscoverCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Outcome asked = Outcome.of(outcome)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "--outcome is '" + outcome + "'; it is one of " + String.join(", ", Outcome.texts()) + "."));
        if (!(alpha > 0 && alpha < 0.5)) {
            throw new CommandFailure(ExitCode.USAGE, "--alpha is above 0 and below 0.5.");
        }
        if (events.contains(asked.text())) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--events names " + asked.text() + ", which is the outcome: it cannot lead to itself.");
        }
        SqlTarget target =
                SqlTarget.choose(context.home(), warehouse.server(context.environment()), warehouse.folder());
        Discover.Answer answer;
        try (Warehouse opened = target.open()) {
            opened.requireTables();
            answer = new Discover(opened, asked, alpha).run(events);
        }
        if (json) {
            context.terminal().say(new DiscoverJson(answer).text());
        } else {
            new DiscoverReport(answer).lines().forEach(context.terminal()::say);
        }
        return ExitCode.OK;
    }
}
