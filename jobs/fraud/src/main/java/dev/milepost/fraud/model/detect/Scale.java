package dev.milepost.fraud.model.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Brings the scores of one detector to a common scale: how far above the median, in steps from the median to the ninetieth
 * percentile of its own earlier scores, (s − q.5)/(q.9 − q.5).
 *
 * <p>Not the tail probability: the k largest of n scores have tails of about k/n however far out they are, and the far ones are
 * what matters. Quantiles come from {@link LogBuckets} of .1 % relative error. 0 until 16 scores are known, and where the
 * quantiles are one.
 */
final class Scale {

    private static final double RELATIVE_ERROR = 0.001;
    private static final int FEWEST = 16;

    private final LogBuckets scores;

    Scale() {
        this(new LogBuckets(RELATIVE_ERROR));
    }

    private Scale(LogBuckets scores) {
        this.scores = scores;
    }

    double of(double score) {
        if (scores.count() < FEWEST) {
            return 0;
        }
        double median = scores.value(scores.quantile(0.5));
        double step = scores.value(scores.quantile(0.9)) - median;
        return step > 0 ? (score - median) / step : 0;
    }

    /** −log10 of the share of earlier scores that are as high or higher, the score itself counted: at most 6. */
    double tail(double score) {
        return Math.min(6, StrictMath.log10((scores.count() + 1.0) / (above(score) + 1.0)));
    }

    /**
     * How surely the score is among the highest: 1 above all earlier ones, falling evenly to 0 where a share of them is as high
     * or higher; 0 until a number of scores is known.
     */
    double amongHighest(double score, double share, int fewest) {
        return scores.count() < fewest ? 0 : Math.max(0, 1 - above(score) / (share * scores.count()));
    }

    private long above(double score) {
        return scores.count() - scores.upTo(scores.bucket(score) - 1);
    }

    void learn(double score) {
        scores.add(score);
    }

    void write(DataOutput out) throws IOException {
        scores.write(out);
    }

    static Scale read(DataInput in) throws IOException {
        return new Scale(LogBuckets.read(in, RELATIVE_ERROR));
    }
}
