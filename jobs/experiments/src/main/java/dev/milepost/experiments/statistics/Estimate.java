package dev.milepost.experiments.statistics;

/**
 * What is concluded of an effect.
 *
 * @param effect as measured
 * @param se its standard error
 * @param ciLow lower bound; −∞ where there is none
 * @param ciHigh upper bound; +∞ where there is none
 * @param p how often an effect of 0 would give as much, 0 to 1
 */
public record Estimate(double effect, double se, double ciLow, double ciHigh, double p) {

    static Estimate of(Difference difference, Alternative alternative, double halfWidth, double p) {
        double effect = difference.effect();
        return new Estimate(
                effect,
                difference.se(),
                alternative == Alternative.LESS ? Double.NEGATIVE_INFINITY : effect - halfWidth,
                alternative == Alternative.GREATER ? Double.POSITIVE_INFINITY : effect + halfWidth,
                p);
    }
}
