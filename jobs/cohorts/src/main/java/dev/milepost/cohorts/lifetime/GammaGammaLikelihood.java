package dev.milepost.cohorts.lifetime;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.commons.math3.special.Beta;

/**
 * The likelihood of mean spend under Gamma-Gamma: Fader and Hardie (2013), equation 1a,
 *
 * <pre>
 * ln f(z | p, q, v; x) = ln Γ(px+q) − ln Γ(px) − ln Γ(q) + q ln v + (px−1) ln z + px ln x − (px+q) ln(xz+v)
 * </pre>
 *
 * summed over the customers who have a repeat purchase and spent something, z in major units. It is computed as
 *
 * <pre>−ln B(px, q) − ln z − px ln(1 + v/(xz)) − q ln(1 + xz/v)</pre>
 *
 * which is the same, and loses nothing where p and q are great: of customers who spend nearly the same each time, or nearly alike.
 */
final class GammaGammaLikelihood implements Likelihood {

    /** From here on the term that the series ends before, 1 ÷ 252 n⁶, is of no account. */
    private static final double SERIES = 100;

    private final int[] repeats;
    private final double[] spend;
    private final double[] logSpend;
    private final int[] distinctRepeats;
    private final int mostRepeats;
    private final double meanSpend;

    /**
     * Over those who say something of spend.
     *
     * @param minorPerMajor minor units of one major unit of the currency
     */
    GammaGammaLikelihood(Collection<PurchaseHistory> customers, double minorPerMajor) {
        List<PurchaseHistory> spending =
                customers.stream().filter(PurchaseHistory::hasSpend).toList();
        repeats = spending.stream().mapToInt(PurchaseHistory::repeats).toArray();
        spend = spending.stream()
                .mapToDouble(customer -> customer.meanRepeatMinor() / minorPerMajor)
                .toArray();
        logSpend = Arrays.stream(spend).map(Math::log).toArray();
        distinctRepeats = Arrays.stream(repeats).distinct().toArray();
        mostRepeats = Arrays.stream(repeats).max().orElse(0);
        meanSpend = Arrays.stream(spend).average().orElse(0);
    }

    @Override
    public int size() {
        return 3;
    }

    @Override
    public double weight() {
        return spend.length;
    }

    /** The mean of z over customers: the scale that spend is on. */
    double meanSpend() {
        return meanSpend;
    }

    /** Whether all have spent alike, so that no spread can be found. */
    boolean isConstant() {
        return Arrays.stream(spend).distinct().count() < 2;
    }

    /** By p, q, v. */
    @Override
    public double at(double[] parameters, double[] gradient) {
        double p = parameters[0];
        double q = parameters[1];
        double v = parameters[2];
        ByRepeats of = new ByRepeats(p, q, distinctRepeats, mostRepeats);
        double sum = 0;
        Arrays.fill(gradient, 0);
        for (int i = 0; i < spend.length; i++) {
            int x = repeats[i];
            double all = x * spend[i];
            double ofV = Math.log1p(v / all);
            double ofSpend = Math.log1p(all / v);
            sum += of.value[x] - logSpend[i] - p * x * ofV - q * ofSpend;
            gradient[0] += of.byP[x] - x * ofV;
            gradient[1] += of.byQ[x] - ofSpend;
            gradient[2] += (q * all / v - p * x) / (all + v);
        }
        return sum;
    }

    /** What depends on x and the parameters alone: −ln B(px, q), and its derivatives. */
    private static final class ByRepeats {

        private final double[] value;
        private final double[] byP;
        private final double[] byQ;

        ByRepeats(double p, double q, int[] distinct, int most) {
            value = new double[most + 1];
            byP = new double[most + 1];
            byQ = new double[most + 1];
            for (int x : distinct) {
                value[x] = -Beta.logBeta(p * x, q);
                byP[x] = x * digammaGrowth(p * x, q);
                byQ[x] = digammaGrowth(q, p * x);
            }
        }
    }

    /**
     * ψ(from + by) − ψ(from): the difference of their series, Abramowitz and Stegun (1964), 6.3.18, so that of great numbers what is
     * alike in both does not take the place of what is not; from small ones on by 6.3.6.
     */
    static double digammaGrowth(double from, double by) {
        double small = 0;
        double at = from;
        for (; at < SERIES; at++) {
            small += by / at / (at + by);
        }
        double low = 1 / at;
        double high = 1 / (at + by);
        double less = by * low * high;
        double squares = less * (low + high);
        return small + Math.log1p(by / at) + less / 2 + squares / 12 - squares * (low * low + high * high) / 120;
    }
}
