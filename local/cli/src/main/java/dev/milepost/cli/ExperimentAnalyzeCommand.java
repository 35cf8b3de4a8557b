package dev.milepost.cli;

import dev.milepost.experiments.analyze.Answer;
import dev.milepost.experiments.analyze.ExperimentTable;
import dev.milepost.experiments.analyze.Question;
import dev.milepost.experiments.statistics.ConfidenceSequence;
import dev.milepost.experiments.statistics.FixedHorizon;
import dev.milepost.experiments.statistics.Procedure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "analyze",
        description = "What an experiment says, from a table with a row for each unit.",
        footer = {
            "",
            "Examples:",
            "  ./milepost experiment analyze units.csv --arm arm --control holdout --metric spend --covariate spend_before",
            "  ./milepost experiment analyze units.csv.gz --arm arm --control A --proportion signed_up --sequential --json",
            "",
            "A table is a CSV file, packed with gzip or not: a line of names, then everybody who was assigned an arm, those who did "
                    + "nothing with 0. First it is said whether arms have the units they should have; where not, nothing else is, "
                    + "with exit code 8; --json says all then too, with blocked: true and the same exit code. An effect is the arm's mean less control's, a lift that as a share of control's. p after "
                    + "Holm is what to decide by where there are several arms or metrics.",
            "",
            "Without --sequential the figures are for one look, at an end that was set beforehand. Whoever looks while units "
                    + "come needs --sequential. docs/experiments.md says more."
        })
final class ExperimentAnalyzeCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "FILE", description = "The table.")
    private Path file;

    @Option(names = "--arm", required = true, paramLabel = "COLUMN", description = "The column of arms.")
    private String arm;

    @Option(
            names = "--control",
            required = true,
            paramLabel = "VALUE",
            description = "The arm that the others are compared with.")
    private String control;

    @Option(
            names = "--metric",
            arity = "1..*",
            paramLabel = "COLUMN",
            description = "Columns of numbers whose means are compared, those of 0 and 1 too. May be repeated.")
    private List<String> metrics = new ArrayList<>();

    @Option(
            names = "--proportion",
            arity = "1..*",
            paramLabel = "COLUMN",
            description = "Columns of 0 and 1 that are compared with the variance p(1 - p). May be repeated.")
    private List<String> proportions = new ArrayList<>();

    @Option(
            names = "--secondary",
            arity = "1..*",
            paramLabel = "COLUMN",
            description = "Those of them that nothing is decided by: they do not count for Holm.")
    private Set<String> secondary = new HashSet<>();

    @Option(
            names = "--covariate",
            paramLabel = "COLUMN",
            description =
                    "A column of numbers known of each unit before the experiment: means are adjusted by it (CUPED).")
    private String covariate;

    @Option(
            names = "--segment",
            paramLabel = "COLUMN",
            description = "A column of groups: all is said of each of them too.")
    private String segment;

    @Option(
            names = "--sequential",
            arity = "0..1",
            fallbackValue = "5000",
            paramLabel = "N",
            description =
                    "Intervals and p that hold however often you look; tightest after N units of two arms: 5000 by default, "
                            + "or what experiment plan says.")
    private Double sequential;

    @Option(
            names = "--weights",
            split = ",",
            paramLabel = "ARM=SHARE",
            description = "How units were to be split, as A=0.8,B=0.2; by default evenly. An arm of 0 is not counted.")
    private Map<String, Double> weights = new LinkedHashMap<>();

    @Mixin
    private ProcedureOptions procedure;

    @Option(
            names = "--despite-srm",
            description =
                    "Show figures even if arms have not the units they should have: to find out why, not to decide by.")
    private boolean despite;

    @Option(names = "--json", description = "All figures as JSON.")
    private boolean json;

    ExperimentAnalyzeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Question question = question();
        Answer answer = ExperimentTable.answer(question);
        boolean blocked = answer.sampleRatio().blocks();
        boolean shown = !blocked || despite || json;
        if (json) {
            context.terminal().say(new ExperimentJson(question, answer).text());
        } else {
            new ExperimentReport(question, answer).lines(shown).forEach(context.terminal()::say);
        }
        if (blocked) {
            throw new CommandFailure(
                    ExitCode.FIGURES_DIFFER,
                    "Arms have not the units they should have"
                            + (shown ? "; by these figures nothing can be decided." : ", so the read-out is blocked.")
                            + "\nLook for what loses or adds units of one arm: redirects, filters, bots, rows that are twice. If units"
                            + " were not to be split evenly, say how by --weights."
                            + (shown ? "" : " --despite-srm shows the figures all the same."));
        }
        return ExitCode.OK;
    }

    private Question question() {
        checkMetrics();
        checkWeights();
        return new Question(
                file,
                arm,
                control,
                metrics,
                proportions,
                secondary,
                Optional.ofNullable(covariate),
                Optional.ofNullable(segment),
                weights,
                procedure());
    }

    private Procedure procedure() {
        if (sequential == null) {
            return new FixedHorizon(procedure.alpha(), procedure.alternative());
        }
        if (!(sequential > 0 && sequential < Double.POSITIVE_INFINITY)) {
            throw new CommandFailure(ExitCode.USAGE, "--sequential takes a number of units above 0.");
        }
        return new ConfidenceSequence(procedure.alpha(), procedure.alternative(), sequential);
    }

    private void checkMetrics() {
        List<String> all = new ArrayList<>(metrics);
        all.addAll(proportions);
        if (all.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "Say what is compared: --metric COLUMN, or --proportion COLUMN.");
        }
        for (String metric : all) {
            if (all.indexOf(metric) != all.lastIndexOf(metric)) {
                throw new CommandFailure(ExitCode.USAGE, metric + " is named twice: compare it once.");
            }
        }
        for (String metric : secondary) {
            if (!all.contains(metric)) {
                throw new CommandFailure(
                        ExitCode.USAGE, "--secondary " + metric + " is not compared: name it by --metric too.");
            }
        }
        if (covariate != null && !proportions.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "What is adjusted by --covariate is 0 or 1 no longer: compare " + String.join(", ", proportions)
                            + " by --metric.");
        }
    }

    private void checkWeights() {
        double sum = 0;
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            if (!(weight.getValue() >= 0 && weight.getValue() < Double.POSITIVE_INFINITY)) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "--weights " + weight.getKey() + "=" + weight.getValue() + " is below 0, or none.");
            }
            sum += weight.getValue();
        }
        if (!weights.isEmpty() && !(sum > 0)) {
            throw new CommandFailure(ExitCode.USAGE, "--weights are all 0: give those of the arms that count.");
        }
    }
}
