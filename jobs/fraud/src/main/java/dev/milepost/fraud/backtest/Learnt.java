package dev.milepost.fraud.backtest;

import dev.milepost.fraud.model.measure.Ranking;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How well fraud is told from the honest with learning and without, among the referrals of a time. Each is judged by what was
 * said last before a reviewer looked at it, and up to 30 days after it was bound: what its own label changed does not count.
 *
 * @param referrals how many
 * @param fraud how many of them are
 * @param without as the experts weigh
 * @param with as was learnt
 */
public record Learnt(long referrals, long fraud, Figures without, Figures with) {

    private static final long MONTH = 30 * 86_400_000L;

    /**
     * Of one run.
     *
     * @param auc area under the ROC curve
     * @param averagePrecision average precision
     */
    public record Figures(double auc, double averagePrecision) {}

    /**
     * Of those that were bound in a time.
     *
     * @param before how each was judged without learning
     * @param after the same referrals, with it
     * @param words what reviewers said in the second
     * @param held which of them count
     */
    public static Learnt of(
            List<Course> before, List<Course> after, List<Reviewers.Word> words, Predicate<Course> held) {
        Map<String, Long> reviewed = new HashMap<>();
        words.forEach(word -> reviewed.put(word.of().referralId(), word.atMillis()));
        List<Course> counted = before.stream().filter(held).toList();
        return new Learnt(
                counted.size(),
                counted.stream().filter(each -> each.truth().fraud()).count(),
                figures(counted, reviewed),
                figures(after.stream().filter(held).toList(), reviewed));
    }

    private static Figures figures(List<Course> courses, Map<String, Long> reviewed) {
        double[] scores = new double[courses.size()];
        boolean[] fraud = new boolean[courses.size()];
        for (int i = 0; i < scores.length; i++) {
            Course each = courses.get(i);
            long month = each.boundMillis() + MONTH + 1;
            scores[i] = each.before(Math.min(month, reviewed.getOrDefault(each.referralId(), month)));
            fraud[i] = each.truth().fraud();
        }
        Ranking ranking = Ranking.of(scores, fraud);
        return new Figures(ranking.auc(), ranking.averagePrecision());
    }
}
