package dev.milepost.cli;

import dev.milepost.fraud.evaluate.Baselines;
import dev.milepost.fraud.evaluate.Evaluation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "evaluate",
        description = "Run the detectors over labelled tables, and say how well each finds what is labelled.",
        footer = {
            "",
            "Examples:",
            "  ./milepost fraud evaluate cards.csv.gz --label fraud",
            "  ./milepost fraud evaluate tables/*.csv.gz --csv figures.csv",
            "",
            "A table is a CSV file in time order: a line of names, a column of labels (1 is to be found, 0 is not), numbers in all "
                    + "others. Each row is scored by the rows before it, then learned; no detector sees a label; the first 256 rows "
                    + "are not counted. All tables are run with the same configuration.",
            "",
            "Columns: area under the ROC curve; average precision; true-positive rate where at most 1 %% and 5 %% of the negatives "
                    + "pass; precision among as many first rows as there are positives (P@k) and among the first 100; processor "
                    + "time a row costs in microseconds. \"less X\" is the combination without X. Where baselines are known for a "
                    + "table, they stand below."
        })
final class FraudEvaluateCommand implements Callable<Integer> {

    private static final String BASELINES = "baselines.csv";

    private final Context context;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Tables: CSV files, packed with gzip or not.")
    private List<Path> files;

    @Option(
            names = "--label",
            defaultValue = "label",
            paramLabel = "COLUMN",
            description = "The column of labels: ${DEFAULT-VALUE} by default.")
    private String label;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description =
                    "A file to write all figures into. It has no times: the same tables and seed give the same bytes.")
    private Path csv;

    @Option(
            names = "--seed",
            defaultValue = "42",
            paramLabel = "N",
            description = "Of all that detectors draw by lot: ${DEFAULT-VALUE} by default.")
    private long seed;

    @Option(
            names = "--baselines",
            paramLabel = "FILE",
            description =
                    "Figures of other detectors on the same tables, a CSV file with the columns file, detector, auc, ap. "
                            + "By default baselines.csv in a table's folder, where there is one.")
    private Path baselines;

    FraudEvaluateCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        List<Baselines> known = new ArrayList<>();
        for (Path file : files) {
            Evaluation.readChecked(file, label);
            known.add(baselines(file));
        }
        TargetFile.check(csv);
        FraudFigures figures = new FraudFigures();
        for (int i = 0; i < files.size(); i++) {
            context.terminal().tell("Table " + (i + 1) + " of " + files.size() + ": " + files.get(i));
            Evaluation.Outcome outcome = Evaluation.of(files.get(i), label, seed);
            figures.add(outcome, known.get(i).of(outcome.table())).forEach(context.terminal()::say);
        }
        figures.means().forEach(context.terminal()::say);
        if (csv != null) {
            Files.writeString(csv, figures.csv());
            context.terminal().tell("The figures are in " + csv + ".");
        }
        return ExitCode.OK;
    }

    private Baselines baselines(Path file) {
        if (baselines != null) {
            return Baselines.read(baselines);
        }
        Path beside = file.resolveSibling(BASELINES);
        return Files.isRegularFile(beside) ? Baselines.read(beside) : Baselines.none();
    }
}
