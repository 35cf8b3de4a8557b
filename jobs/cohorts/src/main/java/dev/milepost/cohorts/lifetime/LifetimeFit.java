package dev.milepost.cohorts.lifetime;

import java.util.Collection;
import java.util.List;

/**
 * A model as it was fitted to customers.
 *
 * @param model what they will buy and bring
 * @param errors standard errors of the parameters
 * @param purchaseLogLikelihood of BG/NBD, of all customers
 * @param spendLogLikelihood of Gamma-Gamma, of those who say something of spend; NaN where these spent all alike
 * @param size of what it was fitted to
 */
public record LifetimeFit(
        LifetimeModel model, Errors errors, double purchaseLogLikelihood, double spendLogLikelihood, Size size) {

    /** So few repeat buyers give no more than noise: the standard errors of r and a are then as great as r and a. */
    public static final int LEAST_REPEAT_BUYERS = 30;

    /** What p is then: so great that nobody's purchases are taken to vary. */
    private static final double UNVARIED = 1e6;

    /** Standard errors by parameter; NaN where the likelihood does not say. */
    public record Errors(double r, double alpha, double a, double b, double p, double q, double v) {}

    /**
     * Numbers of customers.
     *
     * @param customers all
     * @param repeatBuyers those with a repeat day
     * @param withoutSpend repeat buyers whose repeat days brought nothing: Gamma-Gamma does not see them
     */
    public record Size(int customers, int repeatBuyers, int withoutSpend) {

        static Size of(Collection<PurchaseHistory> customers) {
            int repeat = (int) customers.stream()
                    .filter(customer -> customer.repeats() > 0)
                    .count();
            int spending =
                    (int) customers.stream().filter(PurchaseHistory::hasSpend).count();
            return new Size(customers.size(), repeat, repeat - spending);
        }
    }

    /**
     * Fits both models. Where all spent alike there is no spread to fit, and spend is taken to stay what it is: with q = p + 1 and v that
     * amount, Gamma-Gamma expects it of everybody.
     *
     * @param customers of one currency
     * @param minorPerMajor minor units of one major unit of it
     * @throws UnfitException where there are fewer than {@value #LEAST_REPEAT_BUYERS} repeat buyers who spent something, or a
     *     maximum is not found, or spend has no mean
     */
    public static LifetimeFit of(Collection<PurchaseHistory> customers, double minorPerMajor) {
        Size size = Size.of(customers);
        requireEnough(size);
        Optimum purchases = purchases(customers);
        Optimum spend = spend(new GammaGammaLikelihood(customers, minorPerMajor));
        double[] of = purchases.parameters();
        double[] ofSpend = spend.parameters();
        GammaGamma gammaGamma = new GammaGamma(ofSpend[0], ofSpend[1], ofSpend[2]);
        if (!gammaGamma.hasMean()) {
            throw new UnfitException("spend varies so much that it has no mean (q is " + ofSpend[1] + ", not above 1)");
        }
        double[] error = purchases.standardErrors();
        double[] spendError = spend.standardErrors();
        return new LifetimeFit(
                new LifetimeModel(new BgNbd(of[0], of[1], of[2], of[3]), gammaGamma, minorPerMajor),
                new Errors(error[0], error[1], error[2], error[3], spendError[0], spendError[1], spendError[2]),
                purchases.logLikelihood(),
                spend.logLikelihood(),
                size);
    }

    private static void requireEnough(Size size) {
        if (size.customers() == 0) {
            throw UnfitException.tooFew("nobody has bought anything");
        }
        int enough = size.repeatBuyers() - size.withoutSpend();
        if (enough < LEAST_REPEAT_BUYERS) {
            throw UnfitException.tooFew(
                    "of " + size.customers() + (size.customers() == 1 ? " customer " : " customers ") + enough
                            + " bought again and spent something, and a fit takes " + LEAST_REPEAT_BUYERS);
        }
    }

    private static Optimum purchases(Collection<PurchaseHistory> customers) {
        double repeats =
                customers.stream().mapToDouble(PurchaseHistory::repeats).sum();
        double weeks = customers.stream().mapToDouble(PurchaseHistory::ageWeeks).sum();
        double perPurchase = Math.max(weeks, 1) / repeats;
        return first(
                new BgNbdLikelihood(customers),
                List.of(new double[] {1, perPurchase, 1, 2}, new double[] {0.3, perPurchase, 0.5, 3}, new double[] {
                    3, 3 * perPurchase, 1, 9
                }));
    }

    private static Optimum spend(GammaGammaLikelihood likelihood) {
        double scale = likelihood.meanSpend();
        if (likelihood.isConstant()) {
            return Optimum.given(UNVARIED, UNVARIED + 1, scale);
        }
        return first(
                likelihood,
                List.of(new double[] {1, 2, scale}, new double[] {5, 4, scale / 2}, new double[] {0.5, 1.5, scale}));
    }

    /** Whether those who say something of spend spent all alike. */
    public boolean isOfOnePrice() {
        return Double.isNaN(spendLogLikelihood);
    }

    /** From the first start from which it settles. */
    private static Optimum first(Likelihood likelihood, List<double[]> starts) {
        UnfitException unfit = null;
        for (double[] start : starts) {
            try {
                return Optimum.of(likelihood, start);
            } catch (UnfitException e) {
                unfit = e;
            }
        }
        throw unfit;
    }
}
