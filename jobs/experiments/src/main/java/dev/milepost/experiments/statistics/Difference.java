package dev.milepost.experiments.statistics;

/**
 * An effect as it was measured, before anything is concluded from it.
 *
 * @param effect treatment − control, or that as a share of control
 * @param se its standard error; above 0
 * @param df degrees of freedom of the standard error
 * @param units of both arms together
 */
public record Difference(double effect, double se, double df, long units) {

    /** How many standard errors it is from 0. */
    public double t() {
        return effect / se;
    }
}
