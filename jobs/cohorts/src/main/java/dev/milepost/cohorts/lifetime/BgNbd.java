package dev.milepost.cohorts.lifetime;

/**
 * The beta-geometric/NBD model of how often customers buy: Fader, Hardie and Lee (2005), "Counting Your Customers" the Easy
 * Way: An Alternative to the Pareto/NBD Model, Marketing Science 24(2), 275–284. Equation numbers below are theirs.
 *
 * <p>While alive a customer buys at a rate that is gamma-distributed over customers; after each repeat purchase they leave for
 * good with a probability that is beta-distributed. Times are in weeks since the first purchase.
 *
 * @param r shape of the rates
 * @param alpha scale of the rates: r ÷ alpha purchases a week on average
 * @param a of the beta distribution of leaving
 * @param b of it: a ÷ (a + b) is the mean probability to leave after a purchase
 */
public record BgNbd(double r, double alpha, double a, double b) {

    /** So near a value of a at which an expectation is 0 over 0, it is taken on a line between both sides. */
    private static final double NEAR = 1e-5;

    /** Up to here of a and r, Euler's series has terms that do not cancel to nothing. */
    private static final double GREAT = 20;

    public BgNbd {
        if (!(r > 0 && alpha > 0 && a > 0 && b > 0)
                || Double.isInfinite(r)
                || Double.isInfinite(alpha)
                || Double.isInfinite(a)
                || Double.isInfinite(b)) {
            throw new IllegalArgumentException(
                    "Parameters are above 0: r " + r + ", alpha " + alpha + ", a " + a + ", b " + b);
        }
    }

    /**
     * How probable it is that a customer has not left: Fader, Hardie and Lee (2008), Computing P(alive) Using the BG/NBD
     * Model, equation 4. 1 without repeats, as leaving follows a repeat purchase.
     */
    public double alive(int x, double recency, double age) {
        return 1 / (1 + oddsOfLeft(x, recency, age));
    }

    /** δ(x>0) · a/(b+x−1) · ((α+T)/(α+t_x))^(r+x). */
    private double oddsOfLeft(int x, double recency, double age) {
        return x == 0 ? 0 : a / (b + x - 1) * Math.exp((r + x) * (Math.log(alpha + age) - Math.log(alpha + recency)));
    }

    /**
     * Repeat purchases that somebody makes in the first weeks after their first purchase: equation 9,
     *
     * <pre>E[X(t)] = (a+b−1)/(a−1) · [1 − (α/(α+t))^r · 2F1(r, b; a+b−1; t/(α+t))]</pre>
     */
    public double expectedPurchases(double weeks) {
        return whileAlive(0, 0, weeks);
    }

    /**
     * Purchases of a customer in the weeks after T: equation 10,
     *
     * <pre>
     * E[Y(t) | x, t_x, T] = (a+b+x−1)/(a−1) · [1 − ((α+T)/(α+T+t))^(r+x) · 2F1(r+x, b+x; a+b+x−1; t/(α+T+t))]
     *                       ÷ (1 + δ(x>0) · a/(b+x−1) · ((α+T)/(α+t_x))^(r+x))
     * </pre>
     *
     * @param x repeat purchases up to T
     * @param recency t_x: when the last of them was
     * @param age T
     * @param weeks t, at least 0
     */
    public double expectedPurchases(int x, double recency, double age, double weeks) {
        return whileAlive(x, age, weeks) * alive(x, recency, age);
    }

    /** The numerator of equation 10, of a customer who is alive at T. */
    private double whileAlive(int x, double age, double weeks) {
        if (!(weeks >= 0)) {
            throw new IllegalArgumentException("Weeks are at least 0: " + weeks);
        }
        if (weeks == 0) {
            return 0;
        }
        double z = weeks / (alpha + age + weeks);
        for (double singular : new double[] {1, 1 - b - x}) {
            if (Math.abs(a - singular) < NEAR) {
                double share = (a - singular + NEAR) / (2 * NEAR);
                return (1 - share) * numerator(singular - NEAR, x, z) + share * numerator(singular + NEAR, x, z);
            }
        }
        return numerator(a, x, z);
    }

    private double numerator(double leaving, int x, double z) {
        return leaving > GREAT || r > GREAT ? direct(leaving, x, z) : transformed(leaving, x, z);
    }

    /** As it is printed; in logarithms, because the power may be as small as the series is great. */
    private double direct(double leaving, int x, double z) {
        double c = leaving + b + x - 1;
        double logPower = (r + x) * Math.log1p(-z);
        // Of a c below 0 all terms but the first are.
        double lessOne = c < 0
                ? Math.exp(logPower) * (1 + Hypergeometric.lessOne(r + x, b + x, c, z)) - 1
                : Math.expm1(logPower + Hypergeometric.log(r + x, b + x, c, z));
        return -c / (leaving - 1) * lessOne;
    }

    /**
     * By Euler's transformation (Abramowitz and Stegun, 15.3.3), which takes x out of power and numerators,
     *
     * <pre>((α+T)/(α+T+t))^(r+x) · 2F1(r+x, b+x; a+b+x−1; z) = (1−z)^(a−1) · 2F1(a+b−1−r, a−1; a+b+x−1; z)</pre>
     *
     * so that nothing overflows of somebody with many purchases, nor cancels near a = 1.
     */
    private double transformed(double leaving, int x, double z) {
        double c = leaving + b + x - 1;
        double power = (leaving - 1) * Math.log1p(-z);
        double beyond = Hypergeometric.lessOne(leaving + b - 1 - r, leaving - 1, c, z);
        // 1 − e^power (1 + beyond); near a = 1 both are near 0, and so is the divisor.
        return -c / (leaving - 1) * (Math.expm1(power) + Math.exp(power) * beyond);
    }
}
