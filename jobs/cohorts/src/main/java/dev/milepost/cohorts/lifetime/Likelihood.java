package dev.milepost.cohorts.lifetime;

/** A logarithmic likelihood with its derivatives. */
interface Likelihood {

    /** How many parameters it has, each above 0. */
    int size();

    /** How many observations it sums over, above 0. */
    double weight();

    /**
     * The logarithm of the likelihood.
     *
     * @param parameters all above 0
     * @param gradient takes the derivative by each parameter
     */
    double at(double[] parameters, double[] gradient);
}
