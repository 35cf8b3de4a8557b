package dev.milepost.cohorts.lifetime;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.commons.math3.special.Gamma;

/**
 * The likelihood of mean spend under Gamma-Gamma: Fader and Hardie (2013), equation 1a,
 *
 * <pre>
 * ln f(z | p, q, v; x) = ln Γ(px+q) − ln Γ(px) − ln Γ(q) + q ln v + (px−1) ln z + px ln x − (px+q) ln(xz+v)
 * </pre>
 *
 * summed over the customers who have a repeat purchase and spent something, z in major units.
 */
final class GammaGammaLikelihood implements Likelihood {

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
        double logV = Math.log(v);
        double sum = 0;
        Arrays.fill(gradient, 0);
        for (int i = 0; i < spend.length; i++) {
            int x = repeats[i];
            double both = x * spend[i] + v;
            double logBoth = Math.log(both);
            sum += of.value[x] + q * logV + (p * x - 1) * logSpend[i] - (p * x + q) * logBoth;
            gradient[0] += of.byP[x] + x * (logSpend[i] - logBoth);
            gradient[1] += of.byQ[x] + logV - logBoth;
            gradient[2] += q / v - (p * x + q) / both;
        }
        return sum;
    }

    /** What depends on x and the parameters alone: ln Γ(px+q) − ln Γ(px) − ln Γ(q) + px ln x, and its derivatives. */
    private static final class ByRepeats {

        private final double[] value;
        private final double[] byP;
        private final double[] byQ;

        ByRepeats(double p, double q, int[] distinct, int most) {
            value = new double[most + 1];
            byP = new double[most + 1];
            byQ = new double[most + 1];
            double ofQ = Gamma.logGamma(q);
            double slopeOfQ = Gamma.digamma(q);
            for (int x : distinct) {
                value[x] = Gamma.logGamma(p * x + q) - Gamma.logGamma(p * x) - ofQ + p * x * Math.log(x);
                byP[x] = x * (Gamma.digamma(p * x + q) - Gamma.digamma(p * x) + Math.log(x));
                byQ[x] = Gamma.digamma(p * x + q) - slopeOfQ;
            }
        }
    }
}
