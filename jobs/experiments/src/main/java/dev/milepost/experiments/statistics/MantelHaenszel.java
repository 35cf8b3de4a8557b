package dev.milepost.experiments.statistics;

import org.apache.commons.math3.special.Erf;

/**
 * Who was treated compared with who was not within strata of units that are alike, as one difference of shares.
 *
 * <p>Of stratum i let a of n1 treated units have the outcome, b of n0 controls, N = n1 + n0. The difference is Σ w (a/n1 − b/n0) ÷ Σ w
 * with w = n1 n0 / N (Mantel and Haenszel's weights for a difference: Greenland and Robins 1985, "Estimation of a Common Effect
 * Parameter from Sparse Follow-Up Data", equation 1). Its variance is that of Sato (Sato, Greenland and Robins 1989, "On the Variance
 * Estimator for the Mantel–Haenszel Risk Difference", Biometrics 45), (d Σ P + Σ Q) ÷ (Σ w)² with P = (n1² b − n0² a + n1 n0 (n0 −
 * n1) / 2) / N² and Q = (a (n0 − b) + b (n1 − a)) / 2N, which holds for few large strata and for many small ones.
 *
 * <p>p is two-sided, of no difference in any stratum: z = Σ (a − n1 m / N) ÷ √ Σ n1 n0 m (N − m) / (N² (N − 1)) with m = a + b
 * (Mantel and Haenszel 1959, without a correction of continuity), whose variance is that of the hypothesis, so that it does not fail
 * where the outcome is rare.
 *
 * <p>A stratum in which nobody was treated, or everybody, says nothing, and is not counted. Sums depend on the order of strata in
 * their last digits: add them in a fixed one.
 */
public final class MantelHaenszel {

    /**
     * How far the treated with the outcome must be able to differ from what is expected, either way (Mantel and Fleiss 1980, "Minimum
     * Expected Cell Size Requirements for the Mantel–Haenszel One-Degree-of-Freedom Chi-Square Test", ask for 5; here a p is one
     * of many, so smaller ones count).
     */
    private static final double LEAST_ROOM = 10;

    private long treated;
    private long controls;
    private double weight;
    private double ofTreated;
    private double ofControls;
    private double sumP;
    private double sumQ;
    private double observed;
    private double expected;
    private double variance;
    private double least;
    private double greatest;

    /**
     * Adds a stratum.
     *
     * @param n1 treated units
     * @param a those of them with the outcome
     * @param n0 controls
     * @param b those of them with the outcome
     * @throws IllegalArgumentException if more have the outcome than there are, or fewer than none
     */
    public void add(long n1, long a, long n0, long b) {
        if (a < 0 || b < 0 || a > n1 || b > n0) {
            throw new IllegalArgumentException(a + " of " + n1 + " and " + b + " of " + n0 + " are no counts");
        }
        if (n1 == 0 || n0 == 0) {
            return;
        }
        double n = (double) n1 + n0;
        double w = n1 * (n0 / n);
        treated += n1;
        controls += n0;
        weight += w;
        ofTreated += w * a / n1;
        ofControls += w * b / n0;
        sumP += (n1 / n) * (n1 / n) * b - (n0 / n) * (n0 / n) * a + w * (n0 - n1) / n / 2;
        sumQ += (a * (double) (n0 - b) + b * (double) (n1 - a)) / n / 2;
        test((double) n1, (double) a, (double) n0, (double) a + b);
    }

    private void test(double n1, double a, double n0, double m) {
        double n = n1 + n0;
        observed += a;
        expected += n1 * m / n;
        variance += n1 * n0 / n * (m / n) * ((n - m) / (n - 1));
        least += Math.max(0, m - n0);
        greatest += Math.min(m, n1);
    }

    /** Treated units of the strata that count. */
    public long treated() {
        return treated;
    }

    /** Controls of the strata that count. */
    public long controls() {
        return controls;
    }

    /** Whether p may be read: there is room of {@value #LEAST_ROOM} treated with the outcome below what is expected, and above. */
    public boolean isJudgeable() {
        return expected - least >= LEAST_ROOM && greatest - expected >= LEAST_ROOM;
    }

    /** The share of the treated with the outcome, strata weighted as in the difference. */
    public double shareTreated() {
        return ofTreated / weight;
    }

    /** The share of controls with the outcome, strata weighted as in the difference. */
    public double shareControls() {
        return ofControls / weight;
    }

    /** Share of the treated − share of controls; NaN where no stratum counts. */
    public double difference() {
        return shareTreated() - shareControls();
    }

    /** Standard error of the difference. */
    public double se() {
        return Math.sqrt(Math.max(0, difference() * sumP + sumQ)) / weight;
    }

    /** The statistic of the test, of a standard normal distribution where there is no difference; 0 where all are alike. */
    public double z() {
        return variance > 0 ? (observed - expected) / Math.sqrt(variance) : 0;
    }

    /** How often there is as much where there is no difference. */
    public double p() {
        return p(z());
    }

    /** The two-sided p of a statistic that is normally distributed. */
    public static double p(double z) {
        return Erf.erfc(Math.abs(z) / Math.sqrt(2));
    }
}
