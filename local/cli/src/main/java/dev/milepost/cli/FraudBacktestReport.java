package dev.milepost.cli;

import dev.milepost.fraud.backtest.BacktestFigures;
import dev.milepost.fraud.backtest.Found;
import dev.milepost.fraud.backtest.RingPairs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of a backtest up to one horizon, as text and as CSV. */
final class FraudBacktestReport {

    /** The first line of the CSV, with its end. */
    static final String CSV_NAMES = "within,of,name,figure,value\n";

    private static final String ALL = "all fraud";
    private static final String NONE = "-";

    private final FraudOpinions.Horizon horizon;
    private final BacktestFigures figures;
    private final StringBuilder csv = new StringBuilder();

    FraudBacktestReport(FraudOpinions.Horizon horizon, BacktestFigures figures) {
        this.horizon = horizon;
        this.figures = figures;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Verdicts up to " + horizon.until + ": "
                + Text.count(figures.referrals(), "referral") + ", "
                + Text.number(figures.fraud()) + " of them fraud, without a verdict "
                + Text.number(figures.unjudged()));
        lines.addAll(fraud());
        lines.add("");
        lines.addAll(honest());
        lines.add("");
        lines.addAll(without());
        lines.add("");
        lines.add("Calibration error: " + share(figures.calibrationError()));
        RingPairs rings = figures.rings();
        if (rings != null) {
            lines.add("Rings: pairwise F1 " + share(rings.f1()) + ", precision " + share(rings.precision())
                    + ", recall " + share(rings.recall()) + "; pairs found " + Text.number(rings.found()) + ", there "
                    + Text.number(rings.there()));
        }
        return lines;
    }

    private List<String> fraud() {
        Table table = new Table(
                "",
                "referrals",
                "AUC",
                "AP",
                "P@100",
                "recall",
                "flagged",
                "top",
                "of 5",
                "best signal",
                "its AUC",
                "by rules");
        row(table, ALL, figures.all());
        figures.typologies().forEach((typology, found) -> row(table, typology, found));
        return table.lines();
    }

    private static void row(Table table, String name, Found found) {
        table.row(
                name,
                found.referrals(),
                figure(found.auc()),
                figure(found.averagePrecision()),
                figure(found.precisionAt100()),
                figure(found.recall()),
                found.flagged(),
                figure(found.topShare()),
                figure(found.amongFiveShare()),
                found.best().name(),
                figure(found.bestAuc()),
                figure(found.rulesRecall()));
    }

    private List<String> honest() {
        Table table = new Table("honest", "referrals", "flagged", "share");
        figures.honest()
                .forEach((kind, flagged) ->
                        table.row(kind, flagged.referrals(), flagged.flagged(), figure(flagged.share())));
        return table.lines();
    }

    private List<String> without() {
        Table table = new Table("without", "AUC", "recall");
        figures.without()
                .forEach((group, rest) ->
                        table.row(group.name().toLowerCase(Locale.ROOT), figure(rest.auc()), figure(rest.recall())));
        return table.lines();
    }

    /** All figures: a line for each. */
    String csv() {
        csv.setLength(0);
        csv("all", "", "referrals", figures.referrals());
        csv("all", "", "fraud", figures.fraud());
        csv("all", "", "without_verdict", figures.unjudged());
        csv("all", "", "calibration_error", figures.calibrationError());
        if (figures.rings() != null) {
            csv("all", "", "rings_f1", figures.rings().f1());
            csv("all", "", "rings_precision", figures.rings().precision());
            csv("all", "", "rings_recall", figures.rings().recall());
        }
        found(ALL, figures.all());
        figures.typologies().forEach(this::found);
        figures.honest().forEach((kind, flagged) -> {
            csv("honest", kind, "referrals", flagged.referrals());
            csv("honest", kind, "flagged", flagged.flagged());
        });
        figures.without().forEach((group, rest) -> {
            csv("without", group.name().toLowerCase(Locale.ROOT), "auc", rest.auc());
            csv("without", group.name().toLowerCase(Locale.ROOT), "recall", rest.recall());
        });
        return csv.toString();
    }

    private void found(String name, Found found) {
        csv("fraud", name, "referrals", found.referrals());
        csv("fraud", name, "auc", found.auc());
        csv("fraud", name, "ap", found.averagePrecision());
        csv("fraud", name, "p_at_100", found.precisionAt100());
        csv("fraud", name, "recall", found.recall());
        csv("fraud", name, "flagged", found.flagged());
        csv("fraud", name, "causes", found.causes());
        csv("fraud", name, "cause_is_top", found.top());
        csv("fraud", name, "cause_among_five", found.amongFive());
        csv("fraud", name, "auc_of_" + found.best(), found.bestAuc());
        csv("fraud", name, "recall_by_rules", found.rulesRecall());
    }

    private void csv(String of, String name, String figure, double value) {
        cells(of, name, figure, Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value));
    }

    private void csv(String of, String name, String figure, long value) {
        cells(of, name, figure, String.valueOf(value));
    }

    private void cells(String of, String name, String figure, String value) {
        csv.append(DryRunCsv.line(List.of(horizon.title, of, name, figure, value)));
    }

    private static Table.Figure figure(double share) {
        return new Table.Figure(share(share));
    }

    private static String share(double share) {
        return Double.isNaN(share) ? NONE : String.format(Locale.ROOT, "%.4f", share);
    }
}
