package dev.milepost.cohorts.lifetime;

/**
 * The Gamma-Gamma model of what a purchase brings: Fader and Hardie (2013), The Gamma-Gamma Model of Monetary Value
 * (brucehardie.com/notes/025). Equation numbers below are theirs.
 *
 * <p>What a customer's purchases bring is gamma-distributed with shape p, about a scale that is gamma-distributed over customers.
 *
 * @param p shape of one customer's purchases
 * @param q shape of the scale over customers; at most 1, the mean over customers is infinite
 * @param v scale over customers, in the currency's major units
 */
public record GammaGamma(double p, double q, double v) {

    public GammaGamma {
        if (!(p > 0 && q > 0 && v > 0) || Double.isInfinite(p) || Double.isInfinite(q) || Double.isInfinite(v)) {
            throw new IllegalArgumentException("Parameters are above 0: p " + p + ", q " + q + ", v " + v);
        }
    }

    /** Whether purchases have a mean over customers: q is above 1. */
    public boolean hasMean() {
        return q > 1;
    }

    /** What a purchase brings on average over customers, major units: E(M) = p v ÷ (q − 1), from equation 3. */
    public double mean() {
        if (!hasMean()) {
            throw new IllegalStateException("With q " + q + " there is no mean: it must be above 1");
        }
        return p * v / (q - 1);
    }

    /**
     * What a customer's purchases bring on average: equation 5,
     *
     * <pre>E(M | z, x) = p (v + x z) ÷ (p x + q − 1)</pre>
     *
     * a mean of theirs and everybody's, by how much is known of theirs.
     *
     * @param x their repeat purchases; of 0 the mean over customers
     * @param observed z: what these brought on average, major units
     */
    public double mean(int x, double observed) {
        return x == 0 ? mean() : p * (v + x * observed) / (p * x + q - 1);
    }
}
