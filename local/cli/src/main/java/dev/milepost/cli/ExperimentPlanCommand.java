package dev.milepost.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.experiments.statistics.Plan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description = "How many units and days an experiment takes, or what it can see with those it has.",
        footer = {
            "",
            "Examples:",
            "  ./milepost experiment plan --rate 4%% --lift 10%% --per-day 2000 --horizon-days 30",
            "  ./milepost experiment plan --mean 12.50 --sd 40 --effect 1 --arms 3 --metrics 2",
            "  ./milepost experiment plan --rate 4%% --units 50000",
            "",
            "What control is like: --rate, or --mean and --sd. What is to be seen: --lift or --effect; or how many units there are: "
                    + "--units. Both answers are given: for who looks once, at the end, and for who looks whenever "
                    + "(experiment analyze --sequential with the N* that is said here)."
        })
final class ExperimentPlanCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Context context;

    @Option(
            names = "--rate",
            paramLabel = "SHARE",
            converter = ProcedureOptions.Share.class,
            description = "Of control's units that do it, as 0.04 or 4%%.")
    private Double rate;

    @Option(names = "--mean", paramLabel = "X", description = "Control's mean of a unit.")
    private Double mean;

    @Option(names = "--sd", paramLabel = "X", description = "The standard deviation of a unit.")
    private Double deviation;

    @Option(
            names = "--lift",
            paramLabel = "SHARE",
            converter = ProcedureOptions.Share.class,
            description = "What is to be seen, as a share of control's mean: 10%% of 4%% is 4.4%%.")
    private Double lift;

    @Option(names = "--effect", paramLabel = "X", description = "What is to be seen, in the metric's own unit.")
    private Double effect;

    @Option(names = "--units", paramLabel = "N", description = "How many units there are, in all arms.")
    private Long units;

    @Option(
            names = "--power",
            paramLabel = "SHARE",
            defaultValue = "80%",
            converter = ProcedureOptions.Share.class,
            description = "How often what is to be seen is seen: 80%% by default.")
    private double power;

    @Option(names = "--arms", paramLabel = "N", defaultValue = "2", description = "Control too: 2 by default.")
    private int arms;

    @Option(
            names = "--metrics",
            paramLabel = "N",
            defaultValue = "1",
            description = "That the experiment is decided by: 1 by default.")
    private int metrics;

    @Option(
            names = "--control-share",
            paramLabel = "SHARE",
            converter = ProcedureOptions.Share.class,
            description = "Of units that are control, such as a holdout of 10%%; by default as many as of another arm.")
    private Double controlShare;

    @Option(names = "--per-day", paramLabel = "N", description = "New units a day; then days are said too.")
    private Long perDay;

    @Option(
            names = "--horizon-days",
            paramLabel = "N",
            defaultValue = "0",
            description = "Days that a unit's outcome takes; they follow the last unit.")
    private int horizonDays;

    @Mixin
    private ProcedureOptions procedure;

    @Option(names = "--json", description = "The answer as JSON.")
    private boolean json;

    ExperimentPlanCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        ExperimentPlan answer = answer();
        if (json) {
            ObjectNode root = JSON.createObjectNode();
            answer.into(root);
            context.terminal().say(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
        } else {
            answer.lines().forEach(context.terminal()::say);
        }
        return ExitCode.OK;
    }

    private ExperimentPlan answer() {
        require(
                (lift != null ? 1 : 0) + (effect != null ? 1 : 0) + (units != null ? 1 : 0) == 1,
                "Say what is to be seen, by --lift or --effect, or how many units there are, by --units.");
        require(perDay == null || perDay > 0, "--per-day is above 0.");
        require(units == null || units > 0, "--units is above 0.");
        require(horizonDays >= 0, "--horizon-days is 0 or more.");
        try {
            Plan.Baseline baseline = baseline();
            double share = controlShare != null ? controlShare : 1.0 / arms;
            Plan plan = new Plan(baseline, procedure.alpha(), procedure.alternative(), power, arms, metrics, share);
            double seen = effect != null ? effect : lift != null ? lift * baseline.mean() : Double.NaN;
            return units != null
                    ? ExperimentPlan.ofUnits(plan, units, perDay, horizonDays)
                    : ExperimentPlan.ofEffect(plan, seen, perDay, horizonDays);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage() + ".", e);
        }
    }

    private Plan.Baseline baseline() {
        require(
                rate != null ? mean == null && deviation == null : mean != null && deviation != null,
                "Say what control is like: --rate, or --mean and --sd.");
        if (rate != null) {
            require(rate > 0 && rate < 1, "--rate is above 0 and below 1, or 100 %.");
            return Plan.Baseline.ofProportion(rate);
        }
        require(deviation > 0, "--sd is above 0.");
        require(lift == null || mean != 0, "There is no lift on a mean of 0: say --effect.");
        return Plan.Baseline.ofMean(mean, deviation);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new CommandFailure(ExitCode.USAGE, what);
        }
    }
}
