package dev.milepost.experiments.statistics;

import java.util.Optional;

/**
 * The difference as a share of control's mean, by the delta method (Deng, Knoblich and Lu 2018, "Applying the Delta Method in Metric
 * Analytics", section 3).
 *
 * <p>lift = (ȳt − ȳc) ÷ ȳc, se² = st² ÷ (nt ȳc²) + sc² ȳt² ÷ (nc ȳc⁴); degrees of freedom as of the difference.
 *
 * <p>The method takes 1 ÷ ȳc to be nearly linear, which it is not where ȳc may be 0: there nothing is said.
 */
public final class RelativeLift {

    /** So many standard errors control's mean must be away from 0. */
    public static final double FAR_FROM_ZERO = 3;

    private RelativeLift() {}

    /** Of two arms; none where the difference has none, or control's mean is within 3 standard errors of 0. */
    public static Optional<Difference> difference(Sample treatment, Sample control) {
        return Welch.difference(treatment, control)
                .filter(absolute -> Math.abs(control.mean()) > FAR_FROM_ZERO * Math.sqrt(control.varianceOfMean()))
                .map(absolute -> new Difference(
                        absolute.effect() / control.mean(), se(treatment, control), absolute.df(), absolute.units()))
                .filter(relative -> relative.se() > 0);
    }

    private static double se(Sample treatment, Sample control) {
        double ratio = treatment.mean() / control.mean();
        double variance = treatment.varianceOfMean() + control.varianceOfMean() * ratio * ratio;
        return Math.sqrt(variance) / Math.abs(control.mean());
    }
}
