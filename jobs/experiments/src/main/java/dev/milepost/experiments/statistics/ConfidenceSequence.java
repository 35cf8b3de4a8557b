package dev.milepost.experiments.statistics;

/**
 * For who looks while units come: intervals that hold at all times at once, with probability 1 − α in the long run (Waudby-Smith,
 * Arbour, Sinha, Kennedy and Ramdas 2021, "Time-uniform central limit theory and asymptotic confidence sequences", arXiv
 * 2103.06476v7; two-sided eq. 9, one-sided eq. 134, p eq. 155).
 *
 * <p>With n the units of both arms, S = d² n ÷ se², and N* the number of units at which the interval is to be tightest:
 *
 * <ul>
 *   <li>ρ² = (−2 ln α + ln(1 − 2 ln α)) ÷ N*
 *   <li>half-width = se √n √(2(nρ² + 1) ÷ (n²ρ²) · ln(√(nρ² + 1) ÷ α))
 *   <li>p = min(1, √(nρ² + 1) · exp(−ρ² S ÷ (2(nρ² + 1))))
 * </ul>
 *
 * <p>One-sided: 2α for α in ρ², ln(1 + √(nρ² + 1) ÷ (2α)) for the logarithm, and the p at which the bound would be 0:
 * min(1, √(nρ² + 1) ÷ (2(exp(ρ² S ÷ (2(nρ² + 1))) − 1))), which is 1 where the effect points the other way.
 *
 * @param alpha 1 − confidence
 * @param alternative what is asked
 * @param tuning N*, above 0; any is valid, if it is not chosen by the data
 */
public record ConfidenceSequence(double alpha, Alternative alternative, double tuning) implements Procedure {

    /** N* where nothing is said. */
    public static final double USUAL_TUNING = 5_000;

    /** @throws IllegalArgumentException if α or N* is none */
    public ConfidenceSequence {
        Procedure.requireAlpha(alpha);
        if (!(tuning > 0 && tuning < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("N* is a number of units above 0, not " + tuning);
        }
    }

    @Override
    public Estimate estimate(Difference difference) {
        double halfWidth = difference.se() * halfWidthInStandardErrors((double) difference.units());
        return Estimate.of(difference, alternative, halfWidth, p(difference));
    }

    /** The half-width after n units, in standard errors: what a fixed horizon has t(1 − α/2, df) for. */
    double halfWidthInStandardErrors(double n) {
        double growth = growth(n);
        double logarithm =
                isOneSided() ? Math.log1p(Math.sqrt(growth) / (2 * alpha)) : Math.log(Math.sqrt(growth) / alpha);
        return Math.sqrt(2 * growth / (n * rhoSquared()) * logarithm);
    }

    private double p(Difference difference) {
        double n = difference.units();
        double growth = growth(n);
        double t = difference.t();
        double evidence = rhoSquared() * n * t * t / (2 * growth);
        if (!isOneSided()) {
            return Math.min(1, Math.sqrt(growth) * Math.exp(-evidence));
        }
        boolean otherWay = alternative == Alternative.GREATER ? t <= 0 : t >= 0;
        return otherWay ? 1 : Math.min(1, Math.sqrt(growth) / (2 * Math.expm1(evidence)));
    }

    /** nρ² + 1. */
    private double growth(double n) {
        return n * rhoSquared() + 1;
    }

    private double rhoSquared() {
        double log = Math.log(isOneSided() ? 2 * alpha : alpha);
        return (-2 * log + Math.log1p(-2 * log)) / tuning;
    }

    private boolean isOneSided() {
        return alternative != Alternative.TWO_SIDED;
    }
}
