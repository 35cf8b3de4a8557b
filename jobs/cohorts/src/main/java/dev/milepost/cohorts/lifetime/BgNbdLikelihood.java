package dev.milepost.cohorts.lifetime;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The likelihood of purchase times under BG/NBD: Fader, Hardie and Lee (2005), equation 6, in the logarithmic form that Fader and
 * Hardie (2004), Implementing the BG/NBD Model, sum over customers:
 *
 * <pre>
 * ln L = A1 + A2 + ln(e^A3 + δ(x>0) e^A4)
 * A1 = ln Γ(r+x) − ln Γ(r) + r ln α            A3 = −(r+x) ln(α+T)
 * A2 = ln Γ(a+b) + ln Γ(b+x) − ln Γ(b) − ln Γ(a+b+x)      A4 = ln a − ln(b+x−1) − (r+x) ln(α+t_x)
 * </pre>
 *
 * <p>Of the two exponentials the greater is taken out, so that neither vanishes. Differences of ln Γ and of its derivative
 * by whole numbers are sums of ln and of reciprocals. Customers who all buy at one rate have r and α as great as can be:
 * so that nothing is lost of their differences, (α+T)^−(r+x) α^r is written α^−x (1+T/α)^−(r+x). Equal (x, t_x, T) are one
 * with their count; logarithms are of distinct days.
 */
final class BgNbdLikelihood implements Likelihood {

    private final int[] repeats;
    private final int[] recency;
    private final int[] age;
    private final double[] count;
    private final double weight;
    private final int mostRepeats;
    private final int mostDays;

    private record Triple(int repeats, int recency, int age) implements Comparable<Triple> {

        @Override
        public int compareTo(Triple other) {
            int byRepeats = Integer.compare(repeats, other.repeats);
            int byRecency = byRepeats != 0 ? byRepeats : Integer.compare(recency, other.recency);
            return byRecency != 0 ? byRecency : Integer.compare(age, other.age);
        }
    }

    BgNbdLikelihood(Collection<PurchaseHistory> customers) {
        Map<Triple, Integer> counts = new TreeMap<>();
        for (PurchaseHistory customer : customers) {
            counts.merge(new Triple(customer.repeats(), customer.recencyDays(), customer.ageDays()), 1, Integer::sum);
        }
        repeats = counts.keySet().stream().mapToInt(Triple::repeats).toArray();
        recency = counts.keySet().stream().mapToInt(Triple::recency).toArray();
        age = counts.keySet().stream().mapToInt(Triple::age).toArray();
        count = counts.values().stream().mapToDouble(Integer::doubleValue).toArray();
        weight = customers.size();
        mostRepeats = counts.keySet().stream().mapToInt(Triple::repeats).max().orElse(0);
        mostDays = counts.keySet().stream().mapToInt(Triple::age).max().orElse(0);
    }

    @Override
    public int size() {
        return 4;
    }

    @Override
    public double weight() {
        return weight;
    }

    /** By r, alpha, a, b. */
    @Override
    public double at(double[] parameters, double[] gradient) {
        double r = parameters[0];
        double alpha = parameters[1];
        double a = parameters[2];
        double b = parameters[3];
        ByRepeats of = new ByRepeats(r, a, b, mostRepeats);
        double[] growth = growth(alpha);
        double logAlpha = Math.log(alpha);
        double sum = 0;
        Arrays.fill(gradient, 0);
        for (int i = 0; i < count.length; i++) {
            int x = repeats[i];
            double ofAge = growth[age[i]];
            double ofRecency = growth[recency[i]];
            double odds = x == 0 ? Double.NEGATIVE_INFINITY : of.logLeft[x] + (r + x) * (ofAge - ofRecency);
            // The smaller of the two over the greater.
            double rest = Math.exp(-Math.abs(odds));
            double alive = odds < 0 ? 1 / (1 + rest) : rest / (1 + rest);
            double gone = 1 - alive;
            sum += count[i] * (of.value[x] - x * logAlpha - (r + x) * ofAge + Math.max(odds, 0) + Math.log1p(rest));
            gradient[0] += count[i] * (of.byR[x] - alive * ofAge - gone * ofRecency);
            gradient[1] += count[i] * (alive * byAlpha(r, alpha, x, age[i]) + gone * byAlpha(r, alpha, x, recency[i]));
            gradient[2] += count[i] * (of.byA[x] + gone / a);
            gradient[3] += count[i] * (of.byB[x] - (x == 0 ? 0 : gone / (b + x - 1)));
        }
        return sum;
    }

    /** ln((α + days) ÷ α), by days. */
    private double[] growth(double alpha) {
        double[] growth = new double[mostDays + 1];
        for (int day = 0; day <= mostDays; day++) {
            growth[day] = Math.log1p(PurchaseHistory.weeks(day) / alpha);
        }
        return growth;
    }

    /** Of r ln α − (r+x) ln(α + days), by α: r/α − (r+x)/(α + days). */
    private static double byAlpha(double r, double alpha, int x, int days) {
        double weeks = PurchaseHistory.weeks(days);
        return (r * weeks / alpha - x) / (alpha + weeks);
    }

    /** What depends on x and the parameters alone: A1 without r ln α, plus A2; its derivatives; and A4 without t_x. */
    private static final class ByRepeats {

        private final double[] value;
        private final double[] byR;
        private final double[] byA;
        private final double[] byB;
        private final double[] logLeft;

        ByRepeats(double r, double a, double b, int most) {
            value = new double[most + 1];
            byR = new double[most + 1];
            byA = new double[most + 1];
            byB = new double[most + 1];
            logLeft = new double[most + 1];
            for (int x = 0; x < most; x++) {
                value[x + 1] = value[x] + Math.log(r + x) - Math.log1p(a / (b + x));
                byR[x + 1] = byR[x] + 1 / (r + x);
                byA[x + 1] = byA[x] - 1 / (a + b + x);
                byB[x + 1] = byB[x] + a / (b + x) / (a + b + x);
                logLeft[x + 1] = Math.log(a) - Math.log(b + x);
            }
        }
    }
}
