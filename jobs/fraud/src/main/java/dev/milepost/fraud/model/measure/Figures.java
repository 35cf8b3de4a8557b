package dev.milepost.fraud.model.measure;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * The figures that a ranking is judged by.
 *
 * @param auc area under the ROC curve
 * @param averagePrecision average precision over the distinct thresholds
 * @param tprAt1 true-positive rate where at most 1 % of the negatives pass
 * @param tprAt5 the same where at most 5 % pass
 * @param precisionAtPositives share of positives among as many first rows as there are positives
 * @param precisionAt100 share of positives among the first 100 rows
 */
public record Figures(
        double auc,
        double averagePrecision,
        double tprAt1,
        double tprAt5,
        double precisionAtPositives,
        double precisionAt100) {

    private static final int FIRST = 100;

    /** Those of a ranking that has positives and negatives. */
    public static Figures of(Ranking ranking) {
        return new Figures(
                ranking.auc(),
                ranking.averagePrecision(),
                ranking.truePositiveRate(0.01),
                ranking.truePositiveRate(0.05),
                ranking.precisionAt(ranking.positives()),
                ranking.precisionAt(FIRST));
    }

    /** The mean of each figure, every ranking counting the same. */
    public static Figures mean(Collection<Figures> all) {
        return new Figures(
                mean(all, Figures::auc),
                mean(all, Figures::averagePrecision),
                mean(all, Figures::tprAt1),
                mean(all, Figures::tprAt5),
                mean(all, Figures::precisionAtPositives),
                mean(all, Figures::precisionAt100));
    }

    private static double mean(Collection<Figures> all, ToDoubleFunction<Figures> figure) {
        return all.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }
}
